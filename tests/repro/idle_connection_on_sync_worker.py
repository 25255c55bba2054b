"""Somebody opens a socket, sends nothing, and holds a sync worker until it is killed."""

from __future__ import annotations

import socket
from pathlib import Path

from repro import servers

APP = """
from flask import Flask

app = Flask(__name__)


@app.get("/")
def home():
    return "ok"
"""


def run(out: Path) -> None:
    """Three silent sockets one after the other on Gunicorn 23, one on the newest."""
    for variant, stack, times in (
        ("gunicorn-23", "gunicorn-23", 3),
        ("gunicorn-27", "gunicorn-26", 1),
    ):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            running = servers.gunicorn(stack, folder, port, "-w 2 --timeout 3")
            for number in range(times):
                with socket.create_connection(("127.0.0.1", port)):
                    servers.get(port, "/", 2)
                    running.wait_for("Booting worker", 7, count=3 + number)
            servers.get(port, "/")
            running.stop()
        software = servers.versions(stack, "gunicorn", "flask")
        servers.keep(
            out,
            variant,
            running.text({port: 8000}),
            software,
            ["gunicorn.worker-timeout"],
            "idle-connection-on-sync-worker",
        )
