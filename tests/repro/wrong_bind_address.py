"""The server is told to bind an address, a name or a socket path that this machine cannot have."""

from __future__ import annotations

from pathlib import Path

from repro import servers

APP = """
from flask import Flask

app = Flask(__name__)
"""


def run(out: Path) -> None:
    """Errno 99, -2 and 2 on Gunicorn 23; errno 99 on 20.1 and on Uvicorn."""
    cause = "wrong-bind-address"
    for variant, stack, package, arguments, found in (
        (
            "gunicorn-23-foreign-address",
            "gunicorn-23",
            "gunicorn",
            "app:app -b 203.0.113.7:8000",
            cause,
        ),
        (
            "gunicorn-23-name",
            "gunicorn-23",
            "gunicorn",
            "app:app -b shop.example.invalid:8000",
            cause,
        ),
        (
            "gunicorn-23-socket-folder",
            "gunicorn-23",
            "gunicorn",
            "app:app -b unix:/run/shop/web.sock",
            cause,
        ),
        (
            "gunicorn-20-foreign-address",
            "gunicorn-20",
            "gunicorn",
            "app:app -b 203.0.113.7:8000",
            cause,
        ),
        (
            "uvicorn-0.35-foreign-address",
            "gunicorn-23",
            "uvicorn",
            "app:app --host 203.0.113.7 --port 8000 --interface wsgi",
            cause,
        ),
    ):
        with servers.app_folder(app=APP) as folder:
            running = servers.start(stack, [package, *arguments.split()], folder)
            running.wait_for("never printed", 12)
            running.stop()
        servers.keep(
            out,
            variant,
            running.text(),
            servers.versions(stack, package),
            ["gunicorn.bind-failed"],
            found,
        )
