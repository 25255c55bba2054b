"""Several workers write to one SQLite file: the busy timeout ends in an error, or the worker's own limit ends the worker."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

from repro import servers

APP = """
import os, sqlite3
from flask import Flask, jsonify

app = Flask(__name__)


def connect():
    return sqlite3.connect(os.path.join(os.getcwd(), "shop.db"), timeout=float(os.environ["BUSY"]))


with connect() as setup:
    setup.execute("create table if not exists orders (id integer primary key, note text)")


@app.get("/")
def home():
    return "ok"


@app.post("/orders")
def order():
    with connect() as db:
        db.execute("insert into orders (note) values ('y')")
    return jsonify(ok=True), 201
"""


def run(out: Path) -> None:
    """Another process holds the write lock: a busy timeout of 1 s (locked), and one of 30 s under a worker timeout of 3 s."""
    for variant, busy, options, findings, cause in (
        ("database-is-locked", "1", "-w 3", ["db.locked"], "sqlite-concurrency"),
        (
            "worker-killed",
            "30",
            "-w 3 --timeout 3",
            ["gunicorn.worker-timeout", "gunicorn.worker-sigkill"],
            None,
        ),
    ):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            running = servers.gunicorn("gunicorn-23", folder, port, options, env={"BUSY": busy})
            servers.get(port, "/orders", 8, "POST", b"")
            released = threading.Event()
            importer = servers.in_background(hold, folder / "shop.db", released)
            time.sleep(0.3)
            for _ in range(2):
                askers = [
                    servers.in_background(servers.get, port, "/orders", 8, "POST", b"")
                    for _ in range(2)
                ]
                for asker in askers:
                    asker.join()
            released.set()
            importer.join()
            servers.get(port, "/orders", 8, "POST", b"")
            running.stop()
        servers.keep(
            out,
            variant,
            running.text({port: 8000}),
            servers.versions("gunicorn-23", "gunicorn", "flask"),
            findings,
            cause,
        )


def hold(path: Path, released: threading.Event) -> None:
    """Keeps a write transaction open, as an import of many rows does."""
    database = sqlite3.connect(path)
    database.execute("begin immediate")
    released.wait(60)
    database.rollback()
    database.close()
