"""A client that uploads a few bytes per second holds a sync worker in the body of the request."""

from __future__ import annotations

import contextlib
import socket
import time
from pathlib import Path

from repro import servers

APP = """
from flask import Flask, request

app = Flask(__name__)


@app.get("/")
def home():
    return "ok"


@app.post("/upload")
def upload():
    photo = request.files["photo"]
    return f"{photo.filename}: {len(photo.read())} bytes"


@app.post("/raw")
def raw():
    return str(len(request.get_data()))
"""


def trickle(port: int, path: str, seconds: float) -> None:
    """Sends the head of a multipart upload and then some bytes now and then."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: shop.example.com\r\nUser-Agent: curl/8.5.0\r\nContent-Length: 5000000\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
        '--x\r\nContent-Disposition: form-data; name="photo"; filename="cat.jpg"\r\n\r\n'
    )
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)) as peer:
        peer.sendall(head.encode())
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            peer.sendall(b"JFIF" * 10)
            time.sleep(0.3)


def run(out: Path) -> None:
    """A multipart form and a raw body, Gunicorn 23."""
    for variant, path in (("gunicorn-23-multipart", "/upload"), ("gunicorn-23-raw-body", "/raw")):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            running = servers.gunicorn("gunicorn-23", folder, port, "-w 2 --timeout 3")
            servers.get(port, "/")
            trickle(port, path, 6)
            servers.get(port, "/")
            running.stop()
        software = servers.versions("gunicorn-23", "gunicorn", "flask", "werkzeug")
        servers.keep(
            out,
            variant,
            running.text({port: 8000}),
            software,
            ["gunicorn.worker-timeout"],
            "slow-upload",
        )
