"""Another process holds the port: Gunicorn gives up after five tries, or gets it in time; Uvicorn; Flask's own server."""

from __future__ import annotations

import socket
import time
from pathlib import Path

from repro import servers

APP = """
from flask import Flask

app = Flask(__name__)
if __name__ == "__main__":
    app.run(host="0.0.0.0", port=int(__import__("os").environ["PORT"]))
"""
ASGI = """
from fastapi import FastAPI

app = FastAPI()
"""


def release(holder: socket.socket, seconds: float) -> None:
    """Gives the port back after a while."""
    time.sleep(seconds)
    holder.close()


def run(out: Path) -> None:
    """Five logs; in one of them the port becomes free, which is no incident."""
    findings, cause = ["gunicorn.port-in-use"], "port-already-in-use"
    for variant, stack, start, source, free_after in (
        ("gunicorn-20", "gunicorn-20", servers.gunicorn, APP, 0),
        ("gunicorn-23", "gunicorn-23", servers.gunicorn, APP, 0),
        ("gunicorn-27", "gunicorn-26", servers.gunicorn, APP, 0),
        ("gunicorn-23-recovers", "gunicorn-23", servers.gunicorn, APP, 2.5),
        ("uvicorn-0.35", "gunicorn-23", servers.uvicorn, ASGI, 0),
    ):
        holder = socket.socket()
        holder.bind(("0.0.0.0", 0))
        holder.listen()
        port = int(holder.getsockname()[1])
        with servers.app_folder(app=source) as folder:
            if free_after:
                servers.in_background(release, holder, free_after)
            running = start(
                stack,
                folder,
                port,
                ready="Can't connect|Booting worker|Application shutdown complete",
            )
            running.stop()
        holder.close()
        package = "uvicorn" if "uvicorn" in variant else "gunicorn"
        recovered = bool(free_after)
        servers.keep(
            out,
            variant,
            running.text({port: 8000}),
            servers.versions(stack, package),
            [] if recovered else findings,
            None if recovered else cause,
            0 if recovered else 1,
        )
    with servers.app_folder(app=APP) as folder, socket.create_server(("0.0.0.0", 0)) as held:
        port = held.getsockname()[1]
        running = servers.start("gunicorn-23", ["app"], folder, {"PORT": str(port)})
        running.process.wait(10)
        running.stop()
    servers.keep(
        out,
        "flask-run",
        running.text({port: 5000}),
        servers.versions("gunicorn-23", "flask"),
        [*findings, "app.dev-server"],
        cause,
    )
