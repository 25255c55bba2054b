"""Redis is restarted: the Celery worker loses it, finds it again and goes on."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from repro import servers
from repro.databases import redis
from repro.jobs import TASKS, software


def run(out: Path) -> None:
    """The worker's log and the Redis server's own."""
    port = servers.free_port()
    with servers.app_folder(tasks=TASKS) as folder:
        first = redis(port, folder)
        env = {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
        worker = servers.start(
            "gunicorn-23", ["celery", "-A", "tasks", "worker", "-l", "INFO", "-c", "2"], folder, env
        )
        worker.wait_for("ready")
        call = [
            str(servers.python_of("gunicorn-23")),
            "-c",
            "from tasks import add; add.delay(1, 2)",
        ]
        subprocess.run(call, cwd=folder, env=env, check=True)
        worker.wait_for("succeeded")
        first.stop()
        worker.wait_for("Trying again|Connection to broker lost", 10)
        time.sleep(3)
        second = redis(port, folder)
        worker.wait_for("Connected to redis", 20, 2)
        subprocess.run(call, cwd=folder, env=env, check=True)
        worker.wait_for("succeeded", 10, 2)
        worker.stop(seconds=8)
        second.stop()
    servers.keep(
        out,
        "celery-worker",
        worker.text({port: 6379}),
        software(),
        ["jobs.broker-lost"],
        "broker-restarting",
    )
