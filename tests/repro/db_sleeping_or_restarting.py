"""The database is restarted under load: connections are ended, refused for a moment, and work again."""

from __future__ import annotations

import time
from pathlib import Path

from repro import servers
from repro.databases import postgres
from repro.db_apps import DRIVERS
from repro.db_asking import asked


def run(out: Path) -> None:
    """A fast restart in the middle of eight rounds, and the server's own log."""
    with postgres() as server:
        server.sql("create table items (id int); alter table items owner to shop", "shop")

        def restart(number: int) -> None:
            if number == 3:
                server.stop()
            if number == 5:
                server.start()
            time.sleep(0.2)

        for name, source, scheme, options, package in DRIVERS:
            if name not in ("sqlalchemy-psycopg2", "asyncpg", "django"):
                continue
            log = asked(
                source, options, server.url(scheme), {server.port: 5432}, times=8, before=restart
            )
            software = [*servers.versions("gunicorn-23", "gunicorn", package), "PostgreSQL 15.18"]
            servers.keep(
                out,
                name,
                log,
                software,
                ["db.unavailable"],
                "db-sleeping-or-restarting" if "alchemy" in name else None,
            )
