"""What linting needs from the rooms that read logs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from logscan import parsers
from logscan.factors import Factor
from logscan.prefilter import Prefilter
from logscan.rehearsal.programme import sample_folder
from logscan.rehearsal.stage import events, lines
from logscan.rulebook.lint import Bench

KNOWN_FACTS = frozenset(
    {
        "cloud.platform",
        "cloud.plan",
        "container",
        "memory.limit_mib",
        "start.command",
        "start.server",
        "health_check.",
        "gunicorn.",
        "uvicorn.",
        "hypercorn.",
        "cloudrun.",
        "railway.",
        "render.",
    }
)
"""Facts that formats and settings files give; a name that ends with a dot is a prefix."""


def bench(today: date, sample: Sequence[bytes] | None = None) -> Bench:
    """How logs are read, with the healthy samples (or other lines) as the measure of prices."""
    folder = sample_folder()
    if sample is None:
        sample = list(lines([str(folder / "healthy")])) if folder else []
    text = b"\n".join(sample)
    starts = [0, *accumulate(len(line) + 1 for line in sample)]

    def holding(factors: Sequence[Factor]) -> list[set[int]]:
        found: list[set[int]] = [set() for _ in factors]
        for offset, number in Prefilter(factors).scan(text) if factors else ():
            found[number].add(bisect_right(starts, offset) - 1)
        return found

    return Bench(today, events, parsers.byte_factors, holding, len(sample), KNOWN_FACTS)
