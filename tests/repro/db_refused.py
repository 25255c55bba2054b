"""Nothing listens on the database's port; the log of an unknown host cannot tell why (stopped, wrong port, wrong variable)."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.db_apps import AT_BOOT, DRIVERS
from repro.db_asking import asked


def run(out: Path) -> None:
    """Each driver in a request, and psycopg 3 at boot."""
    port = servers.free_port()
    for name, source, scheme, options, package in DRIVERS:
        log = asked(source, options, f"{scheme}://shop:example@127.0.0.1:{port}/shop", {port: 5432})
        servers.keep(
            out,
            name,
            log,
            servers.versions("gunicorn-23", "gunicorn", package),
            ["db.unavailable"],
            None,
        )
    log = asked(
        AT_BOOT, "-w 1", f"postgresql://shop:example@127.0.0.1:{port}/shop", {port: 5432}, times=0
    )
    findings = ["db.unavailable", "gunicorn.worker-boot-failed"]
    servers.keep(
        out,
        "psycopg3-at-boot",
        log,
        servers.versions("gunicorn-23", "gunicorn", "psycopg"),
        findings,
        None,
    )
