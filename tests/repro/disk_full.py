"""The disk is full: an upload folder of two megabytes, SQLite, PostgreSQL's own log; needs the right to mount a tmpfs."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from repro import servers

APP = """
import os, sqlite3
from flask import Flask, request

app = Flask(__name__)


@app.get("/")
def home():
    return "ok"


@app.post("/upload")
def upload():
    data = request.get_data()
    name = f"{len(os.listdir(os.environ['UPLOADS']))}.bin"
    with open(os.path.join(os.environ["UPLOADS"], name), "wb") as file:
        file.write(data)
    return name


@app.post("/orders")
def order():
    with sqlite3.connect(os.path.join(os.environ["UPLOADS"], "shop.db")) as db:
        db.execute("create table if not exists orders (note text)")
        db.execute("insert into orders values (?)", ("x" * 400_000,))
    return "ok", 201
"""


@contextlib.contextmanager
def small_disk() -> Iterator[Path]:
    """A file system of two megabytes."""
    place = Path(tempfile.mkdtemp(prefix="repro-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()


def run(out: Path) -> None:
    """Five uploads of half a megabyte, or as many rows."""
    for variant, path, body in (("upload", "/upload", b"x" * 500_000), ("sqlite", "/orders", b"")):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder, small_disk() as disk:
            running = servers.gunicorn(
                "gunicorn-23", folder, port, "-w 1", env={"UPLOADS": str(disk)}
            )
            for _ in range(7):
                servers.get(port, path, 5, "POST", body)
            servers.get(port, "/")
            running.stop()
            log = running.text({port: 8000}).replace(str(disk), "/data")
        servers.keep(
            out,
            variant,
            log,
            servers.versions("gunicorn-23", "gunicorn", "flask"),
            ["app.disk-full"],
            "disk-full",
        )
