"""Celery workers over a Redis server of their own, for the scripts about background work."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence

from repro import servers
from repro.databases import redis

TASKS = """
import os, time
from celery import Celery
from celery.utils.log import get_task_logger

app = Celery("tasks", broker=os.environ["REDIS_URL"], backend=os.environ["REDIS_URL"])
app.conf.broker_connection_retry_on_startup = True
log = get_task_logger(__name__)


@app.task
def add(a, b):
    return a + b


@app.task
def invoice(order):
    log.info("rendering invoice of order %s", order["id"])
    return order["total"] * 1.19


@app.task(time_limit=2)
def export(rows):
    log.info("exporting %d rows", rows)
    time.sleep(30)


@app.task(soft_time_limit=1, time_limit=5)
def report(month):
    log.info("report of %s", month)
    time.sleep(30)


@app.task
def thumbnail(image):
    log.info("thumbnail of %s", image)
    time.sleep(30)
"""


def worked(
    calls: Sequence[str],
    until: str,
    *,
    seconds: float = 15,
    count: int = 1,
    during: Callable[[servers.Running], None] | None = None,
) -> str:
    """The log of a worker with two processes after the calls, e.g. `add.delay(1, 2)`, once the pattern was printed."""
    port = servers.free_port()
    with servers.app_folder(tasks=TASKS) as folder:
        broker = redis(port, folder)
        env = {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
        worker = servers.start(
            "gunicorn-23", ["celery", "-A", "tasks", "worker", "-l", "INFO", "-c", "2"], folder, env
        )
        try:
            worker.wait_for("ready")
            script = "import tasks\nfrom tasks import *\n" + "\n".join(calls)
            subprocess.run(
                [servers.python_of("gunicorn-23"), "-c", script], cwd=folder, env=env, check=True
            )
            if during:
                during(worker)
            worker.wait_for(until, seconds, count)
            time.sleep(3)
        finally:
            worker.stop(seconds=8)
            broker.stop()
    return worker.text({port: 6379})


def software() -> list[str]:
    return [*servers.versions("gunicorn-23", "celery", "redis"), "Redis 7.0.15"]
