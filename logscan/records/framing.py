"""From the places of factors to the records around them.

Only the neighbourhood of a factor is looked at. A record is an entry with its continuations; a
traceback belongs to the error line above it, also where the platform stamped every line by
itself. The framer owns what is unfinished at a block's end, so that it does not matter how the
bytes were cut.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from typing import NamedTuple

from logscan.model import Block, Peeled, Record
from logscan.prefilter import Found, Prefilter
from logscan.records.cutters import Cutter
from logscan.records.grammar import LOOK_AHEAD, Growth, belongs_above
from logscan.records.view import Peel, Span, View

MOST_ENTRIES = 500
MOST_BYTES = 1024 * 1024
REACH_BACK = 48 * 1024
"""So far above a factor a record may begin."""
STAMP_REACH = 16 * 1024
STAMP_ENTRIES = 40
WINDOW = 12 * 1024
"""So far around a record that matters the second look goes at most."""
MEMORY = REACH_BACK + STAMP_REACH + WINDOW
"""So many bytes before a block are kept at least."""
CONTEXT = 2
SEAM = 64
"""More than the longest factor: what a cut inside a line may hide."""


Neighbours = tuple[tuple[str, ...], tuple[str, ...]]


class Framed(NamedTuple):
    """A record with what the framer learnt about it on the way."""

    record: Record
    parts: tuple[Peeled, ...]
    stamped: Peeled | None
    """The nearest entry above that has a time, where the record itself has none."""
    around: bool = False
    """Whether it was found by the second look, around a record that mattered."""
    neighbours: Callable[[], Neighbours] = lambda: ((), ())
    """The entries before and after it; to be asked for before the next record is taken."""


class Cut(NamedTuple):
    """The entries of one record, with the factors that it holds and where it ends."""

    spans: list[Span]
    factors: frozenset[int]
    end: int


class Framer:
    """Turns the blocks of one source into its relevant records.

    The consumer may call `look_around` when it is given a record: then all records near it
    follow, marked `around`.
    """

    def __init__(self, source: str, cut: Cutter, peel: Peel, prefilter: Prefilter) -> None:
        self.source = source
        self.cut = cut
        self.peel = peel
        self.prefilter = prefilter
        self.clipped = 0
        self.closed: set[int] = set()
        """Factors that no longer matter: what they tell was told often enough."""
        self._memory = b""
        self._line = 1
        self._numbers: Sequence[int] | None = None
        self._pending: list[Found] = []
        self._done = 0
        self._wanted = 0
        self._windows: list[tuple[int, int]] = []
        self._looked = 0

    def feed(self, block: Block) -> Iterator[Framed]:
        """The records that are complete with this block."""
        shift = len(self._memory)
        found = [(offset + shift, number) for offset, number in self._scan(block.data)]
        busy = found or self._pending or self._windows
        if not busy and len(block.data) >= MEMORY:
            self._forget(block)
            return
        if not self._memory:
            self._line, self._numbers = block.line, block.numbers
        elif block.numbers is not None:
            self._numbers = [*(self._numbers or ()), *block.numbers]
        yield from self._frame(self._memory + block.data, self._pending + found, final=False)

    def flush(self) -> Iterator[Framed]:
        """The records that nothing more will continue, at the end or while a pipe is idle."""
        if self._pending or self._windows:
            yield from self._frame(self._memory, self._pending, final=True)

    def look_around(self, reach: int) -> None:
        """Ask for the neighbours of the record that was given last, `reach` bytes to each side."""
        self._wanted = min(reach, WINDOW)

    def _scan(self, data: bytes) -> list[Found]:
        """Where factors stand, those that a cut inside a line went through included."""
        found = self.prefilter.scan(data)
        if self._memory and not self._memory.endswith(b"\n"):
            seam = self._memory[-SEAM:]
            across = self.prefilter.scan(seam + data[:SEAM])
            found = [(at - len(seam), n) for at, n in across if 0 <= at - len(seam) < SEAM] + found
        return found

    def _frame(self, data: bytes, places: list[Found], final: bool) -> Iterator[Framed]:
        view = View(data, self._line, self._numbers, self.cut, self.peel, final)
        for cut in _cuts(view, places, self._done, self.closed):
            yield self._framed(view, cut, around=False)
            self._done = cut.end
            if self._wanted:
                reach, self._wanted = self._wanted, 0
                self._windows.append((cut.spans[0].start - reach, cut.end + reach))
        yield from self._second_look(view)
        self._keep(view, _unfinished(places, self._done, self.closed))

    def _second_look(self, view: View) -> Iterator[Framed]:
        """The records near those that mattered, as far as the buffer reaches."""
        size = len(view.data)
        for low, high in self._windows:
            start = max(low, self._looked, 0)
            stop = min(high, size)
            if start >= stop:
                continue
            places = _all_places(view, start, stop)
            self._looked = start
            for cut in _cuts(view, places, start, set()):
                yield self._framed(view, cut, around=True)
                self._looked = cut.end
            left = [offset for offset, _ in places if offset >= self._looked]
            self._looked = max(self._looked, left[0] if left else stop)
        self._windows = [
            (low, high) for low, high in self._windows if high > self._looked and not view.final
        ]

    def _framed(self, view: View, cut: Cut, *, around: bool) -> Framed:
        spans = cut.spans
        clipped = any(span.clipped for span in spans) or len(spans) >= MOST_ENTRIES
        self.clipped += clipped and not around
        record = Record(
            self.source,
            view.line(spans[0].start),
            tuple(span.text for span in spans),
            cut.factors,
            clipped,
        )
        parts = tuple(span.part for span in spans)
        stamped = None if any(part.time is not None for part in parts) else _stamp(view, spans[0])
        return Framed(
            record,
            parts,
            stamped,
            around,
            lambda: (_before(view, spans[0]), _after(view, spans[-1])),
        )

    def _keep(self, view: View, rest: list[Found]) -> None:
        """Keep what the next block may continue, and forget the rest of the buffer."""
        size = len(view.data)
        start = self.cut.start(view.data, size - MEMORY) if size > MEMORY else 0
        last = self.cut.start(view.data, max(size - 1, 0))
        if size - last < MOST_BYTES:
            start = min(start, last)
        if rest:
            start = min(start, self.cut.start(view.data, max(rest[0][0] - MEMORY, 0)))
        lines = view.data.count(b"\n", 0, start)
        self._numbers = self._numbers[lines:] if self._numbers is not None else None
        self._line += lines
        self._memory = view.data[start:]
        self._pending = [(offset - start, number) for offset, number in rest]
        self._windows = [(low - start, high - start) for low, high in self._windows]
        self._done = max(self._done - start, 0)
        self._looked = max(self._looked - start, 0)

    def _forget(self, block: Block) -> None:
        """Nothing in this block matters: keep its end only."""
        self._line, self._numbers, self._done, self._looked = block.line, block.numbers, 0, 0
        self._keep(View(block.data, block.line, block.numbers, self.cut, self.peel, False), [])


def _unfinished(places: list[Found], done: int, closed: Container[int]) -> list[Found]:
    """The first place whose record is not whole yet, and all behind it.

    What is closed now may be opened by that record.
    """
    for at, (offset, number) in enumerate(places):
        if offset >= done and number not in closed:
            return places[at:]
    return []


def _all_places(view: View, start: int, stop: int) -> list[Found]:
    """The beginning of each entry that begins in a part of the buffer."""
    places: list[Found] = []
    at = view.cut.start(view.data, start)
    while 0 <= at < stop:
        if at >= start:
            places.append((at, -1))
        end = view.cut.end(view.data, at)
        at = view.cut.next(view.data, end) if end >= 0 else -1
    return places


def _cuts(view: View, places: list[Found], done: int, closed: Container[int]) -> Iterator[Cut]:
    """The records around the places that lie behind `done`.

    Ends early where the buffer does not hold the whole of a record.
    """
    at = 0
    while at < len(places):
        offset, number = places[at]
        if offset < done or number in closed:
            at += 1
            continue
        spans = _around(view, offset, done)
        if spans is None:
            return
        done = max(spans[-1].end, offset + 1)
        first = at
        while at < len(places) and places[at][0] < done:
            at += 1
        yield Cut(spans, frozenset(number for _, number in places[first:at]), done)


def _around(view: View, offset: int, done: int) -> list[Span] | None:
    """The entries of the record around an offset, or None where the buffer ends too soon."""
    span = view.at(offset)
    if span is None:
        return None
    first = _top(view, span, max(done, offset - REACH_BACK))
    return _down(view, first, offset)


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
    below = view.below(first)
    for span in below:

        def ahead(of: Span = span) -> Iterator[Peeled]:
            return (each.part for each in view.below(of))

        forced = span.start <= offset
        if not growth.takes(span.part, ahead) and not forced:
            return spans if _settled(view, spans[-1]) else None
        spans.append(span)
        if len(spans) >= MOST_ENTRIES or span.end - first.start > MOST_BYTES:
            if span.end > offset:
                return spans
            spans = [*spans[:1], *spans[2:]]
    return spans if view.final else None


def _settled(view: View, last: Span) -> bool:
    """Whether as many entries follow as are needed to say what comes after."""
    if view.final:
        return True
    end = last.end
    for _ in range(CONTEXT + LOOK_AHEAD):
        start = view.cut.next(view.data, end)
        end = view.cut.end(view.data, start) if start >= 0 else -1
        if end < 0:
            return False
    return True


def _stamp(view: View, span: Span) -> Peeled | None:
    floor = span.start - STAMP_REACH
    for _ in range(STAMP_ENTRIES):
        above = view.above(span)
        if above is None or above.start < floor:
            return None
        if above.part.time is not None:
            return above.part
        span = above
    return None


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
