"""The code asks for a table or a column that the database does not have."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from repro import servers
from repro.databases import postgres
from repro.db_apps import DRIVERS, SQLALCHEMY
from repro.db_asking import asked


def run(out: Path) -> None:
    """A missing relation by each driver, a missing column, a missing SQLite table, and the server's own log."""
    findings, cause = ["db.schema-missing"], "migrations-not-run"
    with postgres() as server:
        for name, source, scheme, options, package in DRIVERS:
            log = asked(source, options, server.url(scheme), {server.port: 5432}, times=2)
            servers.keep(
                out,
                f"{name}-relation",
                log,
                [*servers.versions("gunicorn-23", "gunicorn", package), "PostgreSQL 15.18"],
                findings,
                cause,
            )
        server.sql("create table items (id int); alter table items owner to shop", "shop")
        source = SQLALCHEMY.replace(
            'select count(*) from items"', 'select max(discount) from items"'
        )
        log = asked(source, "-w 2", server.url("postgresql+psycopg2"), {server.port: 5432}, times=2)
        servers.keep(
            out,
            "sqlalchemy-psycopg2-column",
            log,
            servers.versions("gunicorn-23", "gunicorn", "sqlalchemy"),
            findings,
            cause,
        )
        servers.keep(out, "postgres-server", server.log(), ["PostgreSQL 15.18"], findings, cause)
    with servers.app_folder() as folder, contextlib.closing(sqlite3.connect(folder / "shop.db")):
        log = asked(SQLALCHEMY, "-w 2", f"sqlite:///{folder}/shop.db", {}, times=2).replace(
            str(folder), "/app"
        )
        servers.keep(
            out,
            "sqlite-table",
            log,
            servers.versions("gunicorn-23", "gunicorn", "sqlalchemy"),
            findings,
            cause,
        )
