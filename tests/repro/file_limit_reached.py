"""The process may open only a few files: errno 24 in open, in sockets, in accept."""

from __future__ import annotations

import socket
from pathlib import Path

from repro import servers

APP = """
import os
import requests
from flask import Flask

app = Flask(__name__)
kept = []


@app.get("/")
def home():
    return "ok"


@app.get("/avatar")
def avatar():
    kept.append(open("app.py"))
    return "avatar"


@app.get("/rates")
def rates():
    return requests.get(os.environ["RATES_URL"], timeout=2).text
"""
ASGI = """
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def home():
    return "ok"
"""


def run(out: Path) -> None:
    """Leaked files in Flask (open, then every socket), and a Uvicorn that runs out while accepting.

    The second prints some 50,000 lines a second; the first 3,000 are kept.
    """
    findings, cause = ["app.file-limit"], "file-limit-reached"
    prefix = ["sh", "-c", 'ulimit -n 40; exec "$@"', "sh"]
    port = servers.free_port()
    with servers.app_folder(app=APP) as folder:
        env = {"RATES_URL": f"http://127.0.0.1:{servers.free_port()}/"}
        running = servers.gunicorn("gunicorn-23", folder, port, "-w 1", env=env, prefix=prefix)
        for _ in range(36):
            servers.get(port, "/avatar", 2)
        for _ in range(3):
            servers.get(port, "/rates", 2)
        running.stop()
    servers.keep(
        out,
        "gunicorn-23-open",
        running.text({port: 8000}),
        servers.versions("gunicorn-23", "gunicorn", "flask"),
        findings,
        cause,
    )
    port = servers.free_port()
    with servers.app_folder(app=ASGI) as folder:
        arguments = [
            "uvicorn",
            "app:app",
            "--host",
            "0.0.0.0",
            "--port",
            str(port),
            "--timeout-keep-alive",
            "60",
        ]
        running = servers.start("gunicorn-23", arguments, folder, prefix=prefix)
        running.wait_for("Uvicorn running")
        peers = []
        for _ in range(50):
            peer = socket.create_connection(("127.0.0.1", port), 2)
            peer.sendall(b"GET / HTTP/1.1\r\nHost: shop.example.com\r\n\r\n")
            peers.append(peer)
        running.wait_for("never printed", 0.5)
        for peer in peers:
            peer.close()
        running.stop()
    log = "".join(running.text({port: 8000}).splitlines(keepends=True)[:3000])
    servers.keep(
        out, "uvicorn-accept", log, servers.versions("gunicorn-23", "uvicorn"), findings, cause
    )
