"""PostgreSQL and Redis on loopback for the scripts about databases and brokers."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from repro import servers

BIN = Path("/usr/lib/postgresql/15/bin")
ROLE, DATABASE, PASSWORD = "shop", "shop", "example-password"


class Postgres:
    """A cluster in a temporary folder, run as the user postgres, with password logins over TCP and one role `shop`."""

    def __init__(self, options: Sequence[str] = ()) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="repro-postgres-"))
        shutil.chown(self.home, "postgres")
        self.data, self.port, self.options = self.home / "data", servers.free_port(), options
        self.run(BIN / "initdb", "-A", "trust", "--locale", "C.UTF-8", "-D", self.data)
        rules = "local all all trust\nhost all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        (self.data / "pg_hba.conf").write_text(rules)
        self.start()
        self.sql(f"create role {ROLE} login password '{PASSWORD}'")
        self.sql(f"create database {DATABASE} owner {ROLE}")

    def run(self, *command: object) -> None:
        program = [
            "setpriv",
            "--reuid=postgres",
            "--regid=postgres",
            "--clear-groups",
            *map(str, command),
        ]
        subprocess.run(
            program, check=True, capture_output=True, cwd=self.home, stdin=subprocess.DEVNULL
        )

    def start(self) -> None:
        options = " ".join(
            f"-c {option}"
            for option in ("log_lock_waits=on", "deadlock_timeout=500ms", *self.options)
        )
        self.run(
            BIN / "pg_ctl",
            "-D",
            self.data,
            "-w",
            "-l",
            self.home / "log",
            "-o",
            f"-p {self.port} -k {self.home} {options}",
            "start",
        )

    def stop(self, mode: str = "fast") -> None:
        self.run(BIN / "pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def sql(self, statement: str, database: str = "postgres") -> None:
        self.run(
            BIN / "psql",
            "-h",
            "127.0.0.1",
            "-p",
            self.port,
            "-U",
            "postgres",
            "-d",
            database,
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            statement,
        )

    def url(
        self, driver: str = "postgresql", password: str = PASSWORD, database: str = DATABASE
    ) -> str:
        return f"{driver}://{ROLE}:{password}@127.0.0.1:{self.port}/{database}"

    def log(self) -> str:
        """The server's own log, with the usual socket folder."""
        text = (self.home / "log").read_text()
        return servers.renumbered(text, {self.port: 5432}).replace(
            str(self.home), "/var/run/postgresql"
        )


@contextlib.contextmanager
def postgres(*options: str) -> Iterator[Postgres]:
    """A running PostgreSQL that is stopped and removed at the end."""
    server = Postgres(options)
    try:
        yield server
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            server.stop("immediate")
        shutil.rmtree(server.home, ignore_errors=True)


def redis(port: int, folder: Path, *options: str) -> servers.Running:
    """A Redis server on the port of loopback that accepts connections."""
    program = ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder), *options]
    running = servers.start_program(program, folder)
    running.wait_for("Ready to accept")
    time.sleep(0.1)
    return running
