"""An endless event stream on a sync worker is killed at each timeout, and the browser comes back for more."""

from __future__ import annotations

import time
from pathlib import Path

from repro import servers

APP = """
import json, time
from flask import Flask, Response

app = Flask(__name__)


@app.get("/")
def home():
    return "ok"


@app.get("/api/chat/stream")
def stream():
    def events():
        number = 0
        while True:
            yield "data: " + json.dumps({"number": number}) + "\\n\\n"
            number += 1
            time.sleep(0.5)
    return Response(events(), mimetype="text/event-stream")
"""


def run(out: Path) -> None:
    """Two open tabs on two sync workers, three rounds; Gunicorn 23, 21.2 and 20.1."""
    for variant, stack, cause in (
        ("gunicorn-23", "gunicorn-23", "long-lived-stream-on-sync-worker"),
        ("gunicorn-21", "gunicorn-21", None),
        ("gunicorn-20", "gunicorn-20", None),
    ):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            running = servers.gunicorn(stack, folder, port, "-w 2 --timeout 3")
            servers.get(port, "/")
            for _ in range(2):
                tabs = [
                    servers.in_background(servers.get, port, "/api/chat/stream", 20)
                    for _ in range(2)
                ]
                time.sleep(0.5)
                servers.get(port, "/", 6)
                for tab in tabs:
                    tab.join(8)
            running.stop()
        findings = (
            ["gunicorn.worker-timeout", "sse.worker-blocked"]
            if cause
            else ["gunicorn.worker-timeout"]
        )
        servers.keep(
            out,
            variant,
            running.text({port: 8000}),
            servers.versions(stack, "gunicorn", "flask"),
            findings,
            cause,
        )
