"""A call to another service without a timeout waits for a server that never answers."""

from __future__ import annotations

from pathlib import Path

from repro import servers

APP = """
import os, urllib.request
import requests
from flask import Flask, jsonify

app = Flask(__name__)
RATES = os.environ["RATES_URL"]


@app.get("/")
def home():
    return "ok"


@app.get("/checkout")
def checkout():
    return jsonify(requests.get(f"{RATES}/v1/rates?base=EUR").json())


@app.get("/rates")
def rates():
    return urllib.request.urlopen(f"{RATES}/v1/rates").read()


@app.get("/bounded")
def bounded():
    return jsonify(requests.get(f"{RATES}/v1/rates", timeout=1).json())
"""


def run(out: Path) -> None:
    """requests and urllib on Gunicorn 23, requests on 20.1; and one whose timeout fires before the worker's."""
    listener, silent = servers.silent_server()
    killed = ["gunicorn.worker-timeout"]
    for variant, stack, path, findings, cause in (
        (
            "gunicorn-23-requests",
            "gunicorn-23",
            "/checkout",
            killed,
            "slow-external-call-without-timeout",
        ),
        (
            "gunicorn-23-urllib",
            "gunicorn-23",
            "/rates",
            killed,
            "slow-external-call-without-timeout",
        ),
        ("gunicorn-20-requests", "gunicorn-20", "/checkout", killed, None),
        ("gunicorn-23-bounded", "gunicorn-23", "/bounded", ["app.upstream-timeout"], None),
    ):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            running = servers.gunicorn(
                stack,
                folder,
                port,
                "-w 2 --timeout 3",
                env={"RATES_URL": f"http://127.0.0.1:{silent}"},
            )
            servers.get(port, "/")
            servers.get(port, path, 10)
            running.wait_for("Booting worker", 6 if findings == killed else 0, count=3)
            servers.get(port, "/")
            running.stop()
        log = running.text({port: 8000, silent: 9090})
        servers.keep(
            out,
            variant,
            log,
            servers.versions(stack, "gunicorn", "flask", "requests"),
            findings,
            cause,
        )
    listener.close()
