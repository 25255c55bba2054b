"""The database answers and refuses the password, the role or the database name."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.databases import postgres
from repro.db_apps import AT_BOOT, DRIVERS
from repro.db_asking import asked


def run(out: Path) -> None:
    """Wrong password and unknown database by each driver, a wrong password at boot, and the server's own log."""
    findings, cause = ["db.auth-failed"], "db-bad-credentials"
    with postgres() as server:
        for name, source, scheme, options, package in DRIVERS:
            software = [*servers.versions("gunicorn-23", "gunicorn", package), "PostgreSQL 15.18"]
            for case, url in (
                ("password", server.url(scheme, password="stale")),
                ("database", server.url(scheme, database="shop_production")),
            ):
                servers.keep(
                    out,
                    f"{name}-{case}",
                    asked(source, options, url, {server.port: 5432}, times=2),
                    software,
                    findings,
                    cause,
                )
        log = asked(AT_BOOT, "-w 1", server.url(password="stale"), {server.port: 5432}, times=0)
        servers.keep(
            out,
            "psycopg3-at-boot",
            log,
            [*servers.versions("gunicorn-23", "gunicorn", "psycopg"), "PostgreSQL 15.18"],
            [*findings, "gunicorn.worker-boot-failed"],
            cause,
        )
        servers.keep(out, "postgres-server", server.log(), ["PostgreSQL 15.18"], findings, cause)
