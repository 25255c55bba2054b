"""Celery: a task raises, a task name is unknown to the worker."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.jobs import software, worked


def run(out: Path) -> None:
    """A KeyError in the app's own task (a bug), and a message for a task that this worker does not know."""
    calls = [
        "add.delay(1, 2)",
        "invoice.delay({'id': 7})",
        "add.delay(3, 4)",
        "invoice.delay({'id': 8})",
    ]
    servers.keep(
        out,
        "celery-raises",
        worked(calls, "raised unexpected", count=2),
        software(),
        ["jobs.task-failed"],
        "code-bug",
    )
    calls = ["add.delay(1, 2)", "tasks.app.send_task('tasks.send_newsletter', ['2026-11'])"]
    servers.keep(
        out,
        "celery-unregistered",
        worked(calls, "unregistered task"),
        software(),
        ["jobs.unregistered"],
        None,
    )
