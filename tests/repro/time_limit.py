"""Celery: a task runs into its hard limit (its process is killed, not for memory) or its soft limit."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.jobs import software, worked


def run(out: Path) -> None:
    """Hard limit of 2 s, soft limit of 1 s; why the task is slow the log does not say."""
    log = worked(["add.delay(1, 2)", "export.delay(90000)"], "Hard time limit")
    servers.keep(out, "celery-hard", log, software(), ["jobs.time-limit"], None)
    log = worked(["add.delay(1, 2)", "report.delay('2026-11')"], "SoftTimeLimitExceeded")
    servers.keep(out, "celery-soft", log, software(), ["jobs.time-limit", "jobs.task-failed"], None)
