"""The entries of the record around a place: up to where it begins, down to where it ends."""

from __future__ import annotations

from collections.abc import Iterator

from logscan.model import Peeled
from logscan.records.grammar import LOOK_AHEAD, Growth, belongs_above, is_access, is_method
from logscan.records.view import Span, View

MOST_ENTRIES = 500
MOST_BYTES = 1024 * 1024
REACH_BACK = 48 * 1024
"""So far above a factor a record may begin."""
CONTEXT = 2
SETTLED = CONTEXT + LOOK_AHEAD
"""So many entries below a record are needed to say that it ends there."""
BEGINNINGS = ("head", "plain")
"""The kinds of entries with which a record begins, whatever stands above them."""


def around(view: View, offset: int, done: int) -> list[Span] | None:
    """The entries of the record around an offset, or None where the buffer ends too soon."""
    span = view.at(offset)
    if span is None:
        return None
    first = span
    if span.part.kind not in BEGINNINGS:
        first = _top(view, span, max(done, offset - REACH_BACK))
    if first is span and _alone(view, first):
        return [first] if view.settled(first, SETTLED) else None
    return _down(view, first, offset)


def _alone(view: View, first: Span) -> bool:
    """Whether nothing can continue an entry, as one sees without a look at more than the next."""
    part = first.part
    if is_access(part):
        return not is_method(part)
    below = view.next(first)
    if below is None:
        return False
    begins = below.part.kind in BEGINNINGS and part.kind in BEGINNINGS
    return begins or below.part.kind == "head"


def _top(view: View, span: Span, floor: int) -> Span:
    for _ in range(MOST_ENTRIES):
        above = view.above(span)
        if above is None or above.start < floor:
            return span

        def further(of: Span = above) -> Peeled | None:
            beyond = view.above(of)
            return beyond.part if beyond and beyond.start >= floor else None

        if not belongs_above(span.part, above.part, further):
            return span
        span = above
    return span


def _down(view: View, first: Span, offset: int) -> list[Span] | None:
    spans = [first]
    growth = Growth(first.part)
    span = view.next(first)

    def ahead() -> Iterator[Peeled]:
        return (each.part for each in view.below(span)) if span else iter(())

    while span is not None:
        if not growth.takes(span.part, ahead) and span.start > offset:
            return spans if view.settled(spans[-1], SETTLED) else None
        spans.append(span)
        if len(spans) >= MOST_ENTRIES or span.end - first.start > MOST_BYTES:
            if span.end > offset:
                return spans
            del spans[1]
        span = view.next(span)
    return spans if view.final else None
