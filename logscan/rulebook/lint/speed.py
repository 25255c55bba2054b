"""Patterns that a hostile line could make slow."""

from __future__ import annotations

import time
from collections.abc import Iterator

import regex

from logscan.rulebook.lint._conditions import conditions, patterns
from logscan.rulebook.lint._hostile import hostile, nested
from logscan.rulebook.lint._pack import Pack, Remark

BUDGET_SECONDS = 0.05
"""For one search in 64 KiB."""
FUSE_SECONDS = 1.0
TRIES = 3
"""A busy machine is slow once, a slow pattern always."""


def check(pack: Pack) -> Iterator[Remark]:
    """An error where the fuse blows or repeats are nested, a warning above the budget."""
    known: dict[str, float] = {}
    for rule in pack.rules:
        for steps, condition in conditions(rule):
            for place, pattern in patterns(steps, condition):
                if nested(pattern):
                    yield rule.error(
                        f"an unbounded repeat of an unbounded repeat: {pattern}", *place
                    )
                if pattern not in known:
                    known[pattern] = slowest(pattern)
                taken = known[pattern]
                if taken >= FUSE_SECONDS:
                    yield rule.error(
                        f"more than {FUSE_SECONDS:g} s for 64 KiB of hostile text: {pattern}",
                        *place,
                    )
                elif taken > BUDGET_SECONDS:
                    yield rule.warning(
                        f"{taken * 1000:.0f} ms for 64 KiB of hostile text (budget "
                        f"{BUDGET_SECONDS * 1000:.0f}): {pattern}",
                        *place,
                    )


def slowest(pattern: str) -> float:
    """Seconds of the slowest search in hostile texts; the fuse's where it blew."""
    compiled = regex.compile(pattern, regex.ASCII | regex.VERSION0)
    worst = 0.0
    for text in hostile(pattern):
        best = FUSE_SECONDS
        for _ in range(TRIES):
            best = min(best, _seconds(compiled, text))
            if best <= BUDGET_SECONDS or best >= FUSE_SECONDS:
                break
        worst = max(worst, best)
        if worst >= FUSE_SECONDS:
            break
    return worst


def _seconds(compiled: regex.Pattern[str], text: str) -> float:
    start = time.process_time()
    try:
        compiled.search(text, timeout=FUSE_SECONDS)
    except TimeoutError:
        return FUSE_SECONDS
    return min(time.process_time() - start, FUSE_SECONDS)
