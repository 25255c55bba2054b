"""More threads ask for a connection than the pool of the process has, and the wait ends first."""

from __future__ import annotations

import time
from pathlib import Path

from repro import servers
from repro.databases import postgres
from repro.db_apps import SQLALCHEMY

PSYCOPG_POOL = """
import os
from flask import Flask, jsonify
from psycopg_pool import ConnectionPool

app = Flask(__name__)
pool = ConnectionPool(os.environ["DATABASE_URL"], min_size=2, max_size=2, timeout=1.5, open=True)


@app.get("/")
def home():
    return "ok"


@app.get("/report")
def report():
    with pool.connection() as connection:
        return jsonify(connection.execute("select count(*) from items, pg_sleep(3)").fetchone())
"""


def run(out: Path) -> None:
    """SQLAlchemy's QueuePool and psycopg_pool with two connections for eight threads; the default pool's message in full."""
    with postgres() as server:
        server.sql("create table items (id int); alter table items owner to shop", "shop")
        small = {"POOL": "1", "OVERFLOW": "1", "POOL_TIMEOUT": "1.5"}
        default = {"POOL_TIMEOUT": "2"}
        for variant, source, scheme, env, clients, package in (
            ("sqlalchemy-small", SQLALCHEMY, "postgresql+psycopg", small, 8, "sqlalchemy"),
            ("sqlalchemy-default", SQLALCHEMY, "postgresql+psycopg2", default, 24, "sqlalchemy"),
            ("psycopg-pool", PSYCOPG_POOL, "postgresql", {}, 8, "psycopg-pool"),
        ):
            port = servers.free_port()
            with servers.app_folder(app=source) as folder:
                running = servers.gunicorn(
                    "gunicorn-23",
                    folder,
                    port,
                    "-w 1 --threads 24",
                    env={"DATABASE_URL": server.url(scheme), **env},
                )
                servers.get(port, "/")
                for _ in range(2):
                    askers = [
                        servers.in_background(servers.get, port, "/report", 20)
                        for _ in range(clients)
                    ]
                    for asker in askers:
                        asker.join()
                    time.sleep(0.2)
                running.stop()
            software = [*servers.versions("gunicorn-23", "gunicorn", package), "PostgreSQL 15.18"]
            log = running.text({port: 8000, server.port: 5432})
            servers.keep(out, variant, log, software, ["db.pool-exhausted"], "pool-too-small")
