"""What linting needs from the rooms that read logs."""

from __future__ import annotations

from datetime import date

from logscan import parsers
from logscan.rehearsal.programme import sample_folder
from logscan.rehearsal.stage import events, lines
from logscan.rulebook.lint import Bench

KNOWN_FACTS = frozenset({
    "cloud.platform", "cloud.plan", "container", "memory.limit_mib", "start.command",
    "start.server", "health_check.", "gunicorn.", "uvicorn.", "hypercorn.", "cloudrun.",
    "railway.", "render.",
})
"""Facts that formats and settings files give; a name that ends with a dot is a prefix."""


def bench(today: date) -> Bench:
    """How logs are read, with the healthy samples as the measure of prices."""
    folder = sample_folder()
    sample = list(lines([str(folder / "healthy")])) if folder else []
    return Bench(today, events, parsers.byte_factors, sample, KNOWN_FACTS)
