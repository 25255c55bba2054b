"""The server ends idle connections; the next request on each fails once, the one after it works."""

from __future__ import annotations

import time
from pathlib import Path

from repro import servers
from repro.databases import Postgres, postgres
from repro.db_apps import DJANGO, SQLALCHEMY
from repro.db_asking import asked

HELD = """
import os, {driver}
from flask import Flask, jsonify

app = Flask(__name__)
connection = {driver}.connect(os.environ["DATABASE_URL"])
connection.autocommit = True


@app.get("/")
def home():
    return "ok"


@app.get("/items")
def items():
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from items")
        return jsonify(cursor.fetchone())
"""


def dropping(server: Postgres, when: set[int]) -> object:
    def drop(number: int) -> None:
        if number in when:
            server.sql(
                "select pg_terminate_backend(pid) from pg_stat_activity where usename='shop'"
            )
            time.sleep(0.3)

    return drop


def run(out: Path) -> None:
    """Pools that recover (two drops), and a connection that is kept for ever and never comes back."""
    with postgres() as server:
        server.sql("create table items (id int); alter table items owner to shop", "shop")
        for variant, source, scheme, package, findings, cause in (
            (
                "sqlalchemy-psycopg2",
                SQLALCHEMY,
                "postgresql+psycopg2",
                "sqlalchemy",
                ["db.connection-dropped"],
                "db-idle-connection-dropped",
            ),
            (
                "sqlalchemy-psycopg3",
                SQLALCHEMY,
                "postgresql+psycopg",
                "sqlalchemy",
                ["db.connection-dropped"],
                "db-idle-connection-dropped",
            ),
            (
                "django-psycopg3",
                DJANGO,
                "postgresql",
                "django",
                ["db.connection-dropped"],
                "db-idle-connection-dropped",
            ),
            (
                "held-psycopg2",
                HELD.format(driver="psycopg2"),
                "postgresql",
                "psycopg2-binary",
                ["db.connection-dropped"],
                None,
            ),
            (
                "held-psycopg3",
                HELD.format(driver="psycopg"),
                "postgresql",
                "psycopg",
                ["db.connection-dropped"],
                None,
            ),
        ):
            when = {2, 5} if "held" not in variant else {2}
            log = asked(
                source,
                "-w 1 --threads 2",
                server.url(scheme),
                {server.port: 5432},
                times=8,
                before=dropping(server, when),
            )
            software = [*servers.versions("gunicorn-23", "gunicorn", package), "PostgreSQL 15.18"]
            servers.keep(out, variant, log, software, findings, cause)
