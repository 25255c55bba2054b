"""A process that runs a job dies: SIGKILL and SIGSEGV of a Celery pool child, of an RQ work-horse."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path

from repro import servers
from repro.databases import redis
from repro.jobs import software, worked

RQ = """
import os, signal, time


def thumbnail(image):
    time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)


def fine(number):
    return number
"""


def shoot(sig: int) -> object:
    """Kills the pool child that works on the thumbnail; its number is not in the log, so /proc is asked."""

    def during(worker: servers.Running) -> None:
        worker.wait_for("thumbnail of")
        name = next(
            match[1]
            for line in worker.lines
            if (match := re.search(r"ForkPoolWorker-(\d+)\].*thumbnail of", line.text))
        )
        children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
        os.kill(int(children[int(name) - 1]), sig)

    return during


def run(out: Path) -> None:
    """The log proves neither memory nor a native crash for SIGKILL; SIGSEGV is a crash of native code."""
    for name, sig, cause in (
        ("celery-sigkill", signal.SIGKILL, None),
        ("celery-sigsegv", signal.SIGSEGV, "native-crash"),
    ):
        log = worked(
            ["add.delay(1, 2)", "thumbnail.delay('cat.jpg')"], "WorkerLostError", during=shoot(sig)
        )
        servers.keep(out, name, log, software(), ["jobs.worker-lost"], cause)
    port = servers.free_port()
    with servers.app_folder(work=RQ) as folder:
        broker = redis(port, folder)
        worker = servers.start(
            "gunicorn-23",
            ["rq.cli", "worker", "--url", f"redis://127.0.0.1:{port}", "--name", "worker-a"],
            folder,
        )
        worker.wait_for("Listening on")
        script = (
            f"import rq, redis, work\nq = rq.Queue(connection=redis.Redis(port={port}))\n"
            "q.enqueue(work.fine, 1); q.enqueue(work.thumbnail, 'cat.jpg'); q.enqueue(work.fine, 2)"
        )
        subprocess.run([servers.python_of("gunicorn-23"), "-c", script], cwd=folder, check=True)
        worker.wait_for("Work-horse terminated", 15)
        time.sleep(1)
        worker.stop()
        broker.stop()
    versions = [*servers.versions("gunicorn-23", "rq", "redis"), "Redis 7.0.15"]
    servers.keep(out, "rq-sigkill", worker.text({port: 6379}), versions, ["jobs.worker-lost"], None)
