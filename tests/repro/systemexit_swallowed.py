"""A bare except or a waiting executor swallows the worker's exit, so that Gunicorn has to kill it."""

from __future__ import annotations

from pathlib import Path

from repro import servers

APP = """
import time
from concurrent.futures import ThreadPoolExecutor, TimeoutError
from flask import Flask

app = Flask(__name__)


@app.get("/")
def home():
    return "ok"


@app.get("/sync")
def sync():
    while True:
        try:
            time.sleep(30)
            return "done"
        except:
            print("sync interrupted, trying again", flush=True)


@app.get("/sync-logged")
def sync_logged():
    while True:
        try:
            time.sleep(30)
            return "done"
        except BaseException:
            app.logger.exception("sync interrupted, trying again")


@app.get("/report")
def report():
    with ThreadPoolExecutor() as pool:
        job = pool.submit(time.sleep, 30)
        try:
            job.result(timeout=1)
        except TimeoutError:
            return "too slow", 504
"""


def run(out: Path) -> None:
    """Only the variant that logs what it caught proves the cause; the executor ends with a traceback after all."""
    timeout, killed = "gunicorn.worker-timeout", "gunicorn.worker-sigkill"
    for variant, stack, path, findings, cause in (
        ("gunicorn-23-bare-except", "gunicorn-23", "/sync", [timeout, killed], None),
        (
            "gunicorn-23-logged",
            "gunicorn-23",
            "/sync-logged",
            [timeout, killed],
            "systemexit-swallowed",
        ),
        ("gunicorn-23-executor", "gunicorn-23", "/report", [timeout], None),
        ("gunicorn-20-bare-except", "gunicorn-20", "/sync", [timeout, killed], None),
    ):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            running = servers.gunicorn(stack, folder, port, "-w 2 --timeout 3")
            servers.get(port, "/")
            servers.get(port, path, 10)
            running.wait_for("Booting worker", 8, count=3)
            servers.get(port, "/")
            running.stop()
        software = servers.versions(stack, "gunicorn", "flask")
        servers.keep(out, variant, running.text({port: 8000}), software, findings, cause)
