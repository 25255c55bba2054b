"""The app's own long work runs inside the request until the worker is killed: a Python loop, a program, a C loop."""

from __future__ import annotations

from pathlib import Path

from repro import servers

APP = """
import subprocess
from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/")
def home():
    return "ok"


def score(rows):
    total = 0
    for row in range(rows):
        total += row * row % 7
    return total


@app.get("/reports/monthly")
def monthly():
    return jsonify(score=score(10**10))


@app.get("/invoices/pdf")
def pdf():
    subprocess.run(["sleep", "60"], check=True)
    return "pdf"


@app.get("/stats")
def stats():
    return jsonify(total=sum(range(10**11)))
"""


def run(out: Path) -> None:
    """Gunicorn 23 names the line, 20.1 does not; the loop in C dies by SIGKILL without a trace."""
    for variant, stack, path, findings, cause in (
        (
            "gunicorn-23-python-loop",
            "gunicorn-23",
            "/reports/monthly",
            ["gunicorn.worker-timeout"],
            "sync-work-in-request",
        ),
        (
            "gunicorn-23-subprocess",
            "gunicorn-23",
            "/invoices/pdf",
            ["gunicorn.worker-timeout"],
            "sync-work-in-request",
        ),
        (
            "gunicorn-27-python-loop",
            "gunicorn-26",
            "/reports/monthly",
            ["gunicorn.worker-timeout"],
            "sync-work-in-request",
        ),
        (
            "gunicorn-20-python-loop",
            "gunicorn-20",
            "/reports/monthly",
            ["gunicorn.worker-timeout"],
            None,
        ),
        (
            "gunicorn-23-c-loop",
            "gunicorn-23",
            "/stats",
            ["gunicorn.worker-timeout", "gunicorn.worker-sigkill"],
            None,
        ),
    ):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            running = servers.gunicorn(stack, folder, port, "-w 2 --timeout 3")
            servers.get(port, "/")
            servers.get(port, path, 10)
            running.wait_for("Booting worker", 8, count=3)
            servers.get(port, "/")
            running.stop()
        servers.keep(
            out,
            variant,
            running.text({port: 8000}),
            servers.versions(stack, "gunicorn", "flask"),
            findings,
            cause,
        )
