"""Uvicorn has no WebSocket library, so a WebSocket request is served as a plain GET."""

from __future__ import annotations

from pathlib import Path

from repro import servers

APP = """
from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.get("/")
async def home():
    return "ok"


@app.websocket("/ws")
async def ws(socket: WebSocket):
    await socket.accept()
    await socket.send_text("hello")
"""
UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}


def run(out: Path) -> None:
    """Three attempts of a browser; uvicorn and fastapi without extras."""
    port = servers.free_port()
    with servers.app_folder(app=APP) as folder:
        running = servers.uvicorn("uvicorn-bare", folder, port)
        for _ in range(3):
            servers.get(port, "/")
            servers.get(port, "/ws", 3, headers=UPGRADE)
        running.stop()
    software = servers.versions("uvicorn-bare", "uvicorn", "fastapi")
    servers.keep(
        out,
        "uvicorn-0.35",
        running.text({port: 8000}),
        software,
        ["websocket.refused"],
        "ws-library-missing",
    )
