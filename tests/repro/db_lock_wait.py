"""Transactions wait for each other: a deadlock, a lock timeout, a statement timeout, and the server's view of them."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.databases import postgres

APP = """
import os, time
from flask import Flask, jsonify, request
from sqlalchemy import create_engine, text

app = Flask(__name__)
engine = create_engine(os.environ["DATABASE_URL"], connect_args={"options": os.environ.get("PG_OPTIONS", "")})


@app.get("/")
def home():
    return "ok"


@app.post("/transfer")
def transfer():
    first, second = request.args["from"], request.args["to"]
    with engine.begin() as connection:
        connection.execute(text("update accounts set amount = amount - 1 where id = :id"), {"id": first})
        time.sleep(1.5)
        connection.execute(text("update accounts set amount = amount + 1 where id = :id"), {"id": second})
    return jsonify(ok=True)
"""


def run(out: Path) -> None:
    """Opposite transfers (deadlock), the same account twice under lock_timeout and statement_timeout."""
    with postgres() as server:
        server.sql(
            "create table accounts (id int primary key, amount int); insert into accounts values (1, 9), (2, 9), (3, 9);"
            " alter table accounts owner to shop",
            "shop",
        )
        for variant, options, paths in (
            ("deadlock", "", ("/transfer?from=1&to=2", "/transfer?from=2&to=1")),
            (
                "lock-timeout",
                "-c lock_timeout=700",
                ("/transfer?from=1&to=3", "/transfer?from=1&to=2"),
            ),
            (
                "statement-timeout",
                "-c statement_timeout=900",
                ("/transfer?from=1&to=3", "/transfer?from=1&to=2"),
            ),
        ):
            port = servers.free_port()
            with servers.app_folder(app=APP) as folder:
                env = {"DATABASE_URL": server.url("postgresql+psycopg2"), "PG_OPTIONS": options}
                running = servers.gunicorn("gunicorn-23", folder, port, "-w 1 --threads 8", env=env)
                servers.get(port, "/")
                for _ in range(2):
                    askers = [
                        servers.in_background(servers.get, port, path, 12, "POST", b"")
                        for path in paths
                    ]
                    for asker in askers:
                        asker.join()
                running.stop()
            software = [
                *servers.versions("gunicorn-23", "gunicorn", "sqlalchemy", "psycopg2-binary"),
                "PostgreSQL 15.18",
            ]
            servers.keep(
                out,
                variant,
                running.text({port: 8000, server.port: 5432}),
                software,
                ["db.locked"],
                None if variant == "statement-timeout" else "db-lock-wait",
            )
        servers.keep(
            out,
            "postgres-server",
            server.log(),
            ["PostgreSQL 15.18"],
            ["db.locked"],
            "db-lock-wait",
        )
