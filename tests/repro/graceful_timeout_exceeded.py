"""A request is still running when the graceful stop of a deploy ends, and its worker is killed."""

from __future__ import annotations

import time
from pathlib import Path

from repro import servers

APP = """
import time
from flask import Flask

app = Flask(__name__)


@app.get("/")
def home():
    return "ok"


@app.get("/export")
def export():
    time.sleep(25)
    return "rows"
"""
ASGI = """
import asyncio
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def home():
    return "ok"


@app.get("/export")
async def export():
    await asyncio.sleep(25)
    return "rows"
"""


def run(out: Path) -> None:
    """sync, gthread and UvicornWorker; graceful timeout 3 s, request 25 s.

    Sync and Uvicorn workers leave a gap (no `Worker exiting` for one pid); a gthread worker leaves nothing to see.
    """
    cut = "graceful-timeout-exceeded"
    for variant, stack, source, options, cause in (
        ("gunicorn-23-sync", "gunicorn-23", APP, "-w 2", cut),
        ("gunicorn-23-gthread", "gunicorn-23", APP, "-w 2 --threads 2", None),
        (
            "gunicorn-23-uvicorn-worker",
            "gunicorn-23",
            ASGI,
            "-w 2 -k uvicorn_worker.UvicornWorker",
            cut,
        ),
        ("gunicorn-20-sync", "gunicorn-20", APP, "-w 2", cut),
    ):
        port = servers.free_port()
        with servers.app_folder(app=source) as folder:
            running = servers.gunicorn(stack, folder, port, f"{options} --graceful-timeout 3")
            time.sleep(1)
            servers.get(port, "/")
            servers.in_background(servers.get, port, "/export", 20)
            time.sleep(1)
            running.stop(seconds=15)
        software = servers.versions(stack, "gunicorn", "flask" if source == APP else "uvicorn")
        findings = ["gunicorn.graceful-kill"] if cause else []
        servers.keep(
            out, variant, running.text({port: 8000}), software, findings, cause, len(findings)
        )
