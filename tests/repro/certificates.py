"""HTTPS servers on loopback with certificates that nobody should trust, for the scripts about certificates."""

from __future__ import annotations

import contextlib
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from repro import servers

APP = """
import asyncio, os, urllib.request
import aiohttp, httpx, requests
from flask import Flask

app = Flask(__name__)
URL = os.environ["RATES_URL"]


@app.get("/")
def home():
    return "ok"


@app.get("/requests")
def by_requests():
    return requests.get(URL, timeout=5, verify=os.environ.get("CA", True)).text


@app.get("/httpx")
def by_httpx():
    return httpx.get(URL, timeout=5, verify=os.environ.get("CA", True)).text


@app.get("/urllib")
def by_urllib():
    return urllib.request.urlopen(URL, timeout=5).read()


@app.get("/aiohttp")
def by_aiohttp():
    async def fetch():
        async with aiohttp.ClientSession() as session, session.get(URL) as answer:
            return await answer.text()
    return asyncio.run(fetch())
"""


@contextlib.contextmanager
def https_server(folder: Path, *clock: str) -> Iterator[tuple[int, Path]]:
    """A TLS server whose certificate is made by openssl, if given under a clock (a prefix such as faketime); its port and certificate."""
    key, certificate = folder / "key.pem", folder / "cert.pem"
    command = [
        *clock,
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
        "-subj",
        "/CN=rates.example.com",
        "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-days",
        "30",
    ]
    subprocess.run(command, check=True, capture_output=True)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield int(server.server_address[1]), certificate
    finally:
        server.shutdown()


def asked(path: str, url: str, env: dict[str, str], ports: dict[int, int] | None = None) -> str:
    """The log of the app on Gunicorn 23 asked three times for the path."""
    port = servers.free_port()
    with servers.app_folder(app=APP) as folder:
        running = servers.gunicorn(
            "gunicorn-23", folder, port, "-w 1", env={"RATES_URL": url, **env}
        )
        for _ in range(3):
            servers.get(port, path)
            servers.get(port, "/")
        running.stop()
    return running.text({port: 8000, **(ports or {})})
