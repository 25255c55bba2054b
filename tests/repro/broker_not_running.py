"""Redis is not there: a Celery worker that never connects, a web app whose every call is refused."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.jobs import TASKS

FLASK = """
import os, redis
from flask import Flask

app = Flask(__name__)
cache = redis.Redis.from_url(os.environ["REDIS_URL"])


@app.get("/")
def home():
    return "ok"


@app.get("/basket")
def basket():
    return cache.get("basket") or b"empty"
"""
WEB = """
from flask import Flask
from tasks import add

web = Flask(__name__)


@web.post("/orders")
def order():
    add.apply_async((1, 2), retry=False)
    return "accepted", 202
"""
ONE_FILE = TASKS + WEB.replace("from tasks import add\n", "")


def run(out: Path) -> None:
    """Loopback refuses on a host of unknown kind: broker-not-running by the catalogue's loopback rule.

    In one file, get_task_logger(__name__) takes the logger that Flask reports exceptions to, and nothing is printed.
    """
    port, cause = servers.free_port(), "broker-not-running"
    env = {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
    with servers.app_folder(tasks=TASKS) as folder:
        worker = servers.start(
            "gunicorn-23", ["celery", "-A", "tasks", "worker", "-l", "INFO", "-c", "1"], folder, env
        )
        worker.wait_for("Trying again", 25, 3)
        worker.stop(seconds=4)
    versions = servers.versions("gunicorn-23", "celery", "redis")
    servers.keep(
        out,
        "celery-worker",
        worker.text({port: 6379}),
        versions,
        ["jobs.broker-lost", "cache.unavailable"],
        cause,
    )
    for variant, sources, target, path, method, findings, found in (
        ("redis-py", {"app": FLASK}, "app:app", "/basket", "GET", ["cache.unavailable"], cause),
        (
            "celery-enqueue",
            {"shop": WEB, "tasks": TASKS},
            "shop:web",
            "/orders",
            "POST",
            ["cache.unavailable"],
            cause,
        ),
        (
            "celery-enqueue-one-file",
            {"shop": ONE_FILE},
            "shop:web",
            "/orders",
            "POST",
            ["log.no-traceback"],
            None,
        ),
    ):
        web = servers.free_port()
        with servers.app_folder(**sources) as folder:
            running = servers.gunicorn("gunicorn-23", folder, web, "-w 1 --threads 4", target, env)
            for _ in range(2):
                servers.get(web, path, 40, method)
            running.stop()
        versions = servers.versions("gunicorn-23", "gunicorn", "redis", "celery")
        servers.keep(out, variant, running.text({port: 6379, web: 8000}), versions, findings, found)
