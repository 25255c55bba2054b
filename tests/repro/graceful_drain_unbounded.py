"""A UvicornWorker that reached max_requests waits for an open stream until Gunicorn takes it for dead."""

from __future__ import annotations

import time
from pathlib import Path

from repro import servers

APP = """
import asyncio
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/")
async def home():
    return "ok"


@app.get("/events")
async def events():
    async def ticks():
        while True:
            yield "data: tick\\n\\n"
            await asyncio.sleep(0.5)
    return StreamingResponse(ticks(), media_type="text/event-stream")
"""


def run(out: Path) -> None:
    """One worker, one open stream, then more requests than the limit."""
    for variant, stack in (("gunicorn-23", "gunicorn-23"), ("gunicorn-27", "gunicorn-26")):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            options = "-w 1 -k uvicorn_worker.UvicornWorker --max-requests 5 --timeout 4"
            running = servers.gunicorn(stack, folder, port, options, ready="startup complete")
            servers.in_background(servers.get, port, "/events", 20)
            time.sleep(0.5)
            for _ in range(6):
                servers.get(port, "/", 2)
            running.wait_for("startup complete", 12, count=2)
            servers.get(port, "/")
            running.stop(seconds=8)
        software = servers.versions(stack, "gunicorn", "uvicorn", "uvicorn-worker")
        servers.keep(
            out,
            variant,
            running.text({port: 8000}),
            software,
            ["gunicorn.worker-timeout"],
            "graceful-drain-unbounded",
        )
