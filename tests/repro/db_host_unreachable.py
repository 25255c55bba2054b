"""The database's address does not answer: the connect hangs until a limit of the client or the worker's own."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.db_apps import AT_BOOT, DRIVERS, PSYCOPG2, PSYCOPG3
from repro.db_asking import asked


def run(out: Path) -> None:
    """connect_timeout=2 by each driver, no limit with a worker that is killed, and a boot that hangs in silence."""
    cause = "db-host-unreachable"
    with servers.full_server() as port:
        for name, source, scheme, options, package in DRIVERS:
            if name in ("asyncpg", "django"):
                continue
            url = f"{scheme}://shop:example@127.0.0.1:{port}/shop?connect_timeout=2"
            servers.keep(
                out,
                f"{name}-connect-timeout",
                asked(source, options, url, {port: 5432}, times=2),
                servers.versions("gunicorn-23", "gunicorn", package),
                ["db.unavailable"],
                cause,
            )
        url = f"postgresql://shop:example@127.0.0.1:{port}/shop"
        for name, source, package, findings, found in (
            ("psycopg3-killed", PSYCOPG3, "psycopg", ["gunicorn.worker-timeout"], cause),
            (
                "psycopg2-killed",
                PSYCOPG2,
                "psycopg2-binary",
                ["gunicorn.worker-timeout", "gunicorn.worker-sigkill"],
                None,
            ),
        ):
            servers.keep(
                out,
                name,
                asked(source, "-w 2 --timeout 3", url, {port: 5432}, times=1),
                servers.versions("gunicorn-23", "gunicorn", package),
                findings,
                found,
            )
        for stack, name, findings in (
            ("gunicorn-23", "boot-hang-gunicorn-23", ["gunicorn.boot-hang"]),
        ):
            web = servers.free_port()
            with servers.app_folder(app=AT_BOOT) as folder:
                running = servers.gunicorn(
                    stack, folder, web, "-w 2 --timeout 3", env={"DATABASE_URL": url}
                )
                running.wait_for("never printed", 12)
                running.stop()
            servers.keep(
                out,
                name,
                running.text({web: 8000, port: 5432}),
                servers.versions(stack, "gunicorn", "psycopg"),
                findings,
                None,
            )
