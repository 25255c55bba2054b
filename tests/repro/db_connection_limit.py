"""The server has no connection slot left: reserved slots, too many clients, a role's own limit."""

from __future__ import annotations

import subprocess
from pathlib import Path

from repro import servers
from repro.databases import postgres
from repro.db_apps import DRIVERS
from repro.db_asking import asked

HOLD = (
    "import psycopg,sys,time\nheld=[]\n"
    "for dsn in sys.argv[1:]:\n"
    "  try:\n    while len(held)<40: held.append(psycopg.connect(dsn))\n  except psycopg.OperationalError: pass\n"
    "print(len(held),flush=True)\ntime.sleep(300)\n"
)


def run(out: Path) -> None:
    """Eight slots, all held by another process as the app's role (reserved) and then by the superuser too (too many)."""
    findings, cause = ["db.too-many-connections"], "db-connection-limit"
    with postgres("max_connections=8") as server:
        server.sql("create table items (id int); alter table items owner to shop", "shop")
        admin = f"host=127.0.0.1 port={server.port} user=postgres dbname=postgres"
        for case, holders in (("reserved", [server.url()]), ("too-many", [server.url(), admin])):
            holder = subprocess.Popen(
                [servers.python_of("gunicorn-23"), "-c", HOLD, *holders],
                stdout=subprocess.PIPE,
                text=True,
            )
            assert holder.stdout
            holder.stdout.readline()
            try:
                for name, source, scheme, options, package in DRIVERS:
                    if case == "too-many" and name not in ("psycopg2", "asyncpg"):
                        continue
                    log = asked(source, options, server.url(scheme), {server.port: 5432}, times=2)
                    software = [
                        *servers.versions("gunicorn-23", "gunicorn", package),
                        "PostgreSQL 15.18",
                    ]
                    servers.keep(out, f"{name}-{case}", log, software, findings, cause)
            finally:
                holder.kill()
                holder.wait()
        server.sql("alter role shop connection limit 0")
        name, source, scheme, options, package = DRIVERS[0]
        log = asked(source, options, server.url(scheme), {server.port: 5432}, times=2)
        software = [*servers.versions("gunicorn-23", "gunicorn", package), "PostgreSQL 15.18"]
        servers.keep(out, f"{name}-role-limit", log, software, findings, cause)
