"""Whole processes, timed side by side: rounds interleaved, medians, peak memory.

This process stays small: the system never tells the peak of a child as less than what its parent
held when it started it, so figures around 25 MB mean "no more than that".
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

GOOD_CODES = (0, 1)
"""1 is what searches say that found nothing, and logscan where it found incidents."""


class Run(NamedTuple):
    """One run of a process. `code` is negative where a signal ended it."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    """Of the largest process among it and its children, in 10^6 bytes."""
    code: int
    error: str


class Timing(NamedTuple):
    """Several runs of one command."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    failure: str
    """Why there is no figure; empty where there is one."""


def run(command: Sequence[str], limit: float) -> Run:
    """Run a command with its output thrown away; it is killed after `limit` seconds."""
    # GNU grep stops early when it writes to /dev/null, so the output goes to a file.
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True
        )
        fuse = threading.Timer(limit, _kill, [process.pid])
        fuse.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        fuse.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        lines = err.read(1 << 16).decode(errors="replace").strip().splitlines()
    peak_mb = usage.ru_maxrss * 1024 / 1e6
    cpu = usage.ru_utime + usage.ru_stime
    return Run(seconds, cpu, peak_mb, process.returncode, lines[-1] if lines else "")


def _kill(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def interleaved(
    commands: Mapping[str, Sequence[str]], rounds: int, limit: float
) -> dict[str, Timing]:
    """Each command once a round; what fails or takes too long is not run again."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    failures: dict[str, str] = {}
    for _ in range(rounds):
        for name, command in commands.items():
            if failures.get(name):
                continue
            runs[name].append(run(command, limit))
            failures[name] = _failure(runs[name][-1], limit)
    return {name: summary(found, failures[name]) for name, found in runs.items()}


def summary(runs: Sequence[Run], failure: str = "") -> Timing:
    """Median times, highest peak."""
    return Timing(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.cpu_seconds for run in runs),
        max(run.peak_mb for run in runs),
        failure,
    )


def _failure(run: Run, limit: float) -> str:
    if run.code == -signal.SIGKILL and run.seconds >= limit:
        return f"more than {limit:g} s"
    if run.code not in GOOD_CODES:
        return f"exit code {run.code}: {run.error}"
    return ""
