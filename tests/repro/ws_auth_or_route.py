"""The app refuses WebSockets: a bad token, a route that does not exist; beside it a guard that raises (not this cause)."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.ws_library_missing import UPGRADE

APP = """
from fastapi import FastAPI, WebSocket

app = FastAPI()
database = None


@app.get("/")
async def home():
    return "ok"


@app.websocket("/ws")
async def ws(socket: WebSocket):
    if socket.query_params.get("token") != "secret":
        await socket.close(code=1008)
        return
    await socket.accept()


@app.websocket("/live")
async def live(socket: WebSocket):
    if database is None:
        raise RuntimeError("Database connection is not available")
    await socket.accept()
"""


def run(out: Path) -> None:
    """403 by token and by route on Uvicorn and under Gunicorn; 500 by an exception before accept."""
    for variant, start, options, path, cause in (
        ("uvicorn-token", servers.uvicorn, "", "/ws?token=stale", "ws-auth-or-route"),
        ("uvicorn-route", servers.uvicorn, "", "/chat/socket", "ws-auth-or-route"),
        (
            "gunicorn-token",
            servers.gunicorn,
            "-k uvicorn_worker.UvicornWorker",
            "/ws?token=stale",
            "ws-auth-or-route",
        ),
        ("uvicorn-guard-raises", servers.uvicorn, "", "/live", None),
    ):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            running = start("gunicorn-23", folder, port, options)
            servers.get(port, "/")
            for _ in range(5):
                servers.get(port, path, 3, headers=UPGRADE)
            servers.get(port, "/")
            running.stop()
        software = servers.versions("gunicorn-23", "uvicorn", "fastapi", "websockets")
        servers.keep(
            out, variant, running.text({port: 8000}), software, ["websocket.refused"], cause
        )
