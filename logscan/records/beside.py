"""What stands beside a record: the entries above and below it, and the nearest stamp above."""

from __future__ import annotations

from logscan.model import Peeled
from logscan.records.growing import CONTEXT
from logscan.records.view import Span, View

STAMP_REACH = 16 * 1024
STAMP_ENTRIES = 40

Neighbours = tuple[tuple[str, ...], tuple[str, ...]]
"""The texts of the entries before and after."""


def stamp(view: View, span: Span) -> Peeled | None:
    """The nearest entry above that has a time."""
    floor = span.start - STAMP_REACH
    for _ in range(STAMP_ENTRIES):
        above = view.above(span)
        if above is None or above.start < floor:
            return None
        if above.part.time is not None:
            return above.part
        span = above
    return None


def neighbours(view: View, first: Span, last: Span) -> Neighbours:
    """The entries before the first and after the last one of a record."""
    return _before(view, first), _after(view, last)


def _before(view: View, span: Span) -> tuple[str, ...]:
    found: list[str] = []
    floor = span.start - STAMP_REACH
    while len(found) < CONTEXT:
        above = view.above(span)
        if above is None or above.start < floor:
            break
        found.append(above.text)
        span = above
    return tuple(reversed(found))


def _after(view: View, span: Span) -> tuple[str, ...]:
    return tuple(below.text for _, below in zip(range(CONTEXT), view.below(span), strict=False))
