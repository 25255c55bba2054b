"""From the places of factors to the records around them.

Only the neighbourhood of a factor is looked at. A record is an entry with its continuations; a
traceback belongs to the error line above it, also where the platform stamped every line by
itself. The framer owns what is unfinished at a block's end, so that it does not matter how the
bytes were cut, and it counts the lines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from logscan.model import Block, Peeled, Record
from logscan.prefilter import Found, Prefilter
from logscan.records.beside import STAMP_REACH, Neighbours, neighbours, stamp
from logscan.records.cutters import IN_ONE_LINE, Cutter
from logscan.records.growing import MOST_BYTES, MOST_ENTRIES, REACH_BACK, around
from logscan.records.shortway import ShortWay
from logscan.records.view import Peel, Span, View
from logscan.sources.newlines import newlines

WINDOW = 12 * 1024
"""So far around a record that matters the second look goes at most."""
MEMORY = REACH_BACK + STAMP_REACH + WINDOW
"""So many bytes before a block are kept at least."""
MOST_KEPT = 16 * 1024 * 1024
SEAM = 64
"""More than the longest factor: what a cut inside a line may hide."""


class Framed(NamedTuple):
    """A record with what the framer learnt about it on the way."""

    record: Record
    parts: tuple[Peeled, ...]
    stamped: Peeled | None
    """The nearest entry above that has a time, where the record itself has none."""
    around: bool = False
    """Whether it was found by the second look, around a record that mattered; its factors are
    those of that look then."""
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
    follow, marked `around`, with what `nearby` finds in them as their factors.
    """

    def __init__(
        self,
        source: str,
        cut: Cutter,
        peel: Peel,
        prefilter: Prefilter,
        nearby: Prefilter | None = None,
    ) -> None:
        self.source = source
        self.cut = cut
        self.peel = peel
        self.prefilter = prefilter
        self.nearby = nearby
        self.short: ShortWay | None = None
        self.clipped = 0
        self.closed: set[int] = set()
        """Factors that no longer matter: what they tell was told often enough."""
        self._memory = b""
        self._line = 1
        """The number of the line with which the memory begins."""
        self._numbers: Sequence[int] | None = None
        self._pending: list[Found] = []
        self._rest: list[Found] = []
        self._done = 0
        self._wanted = 0
        self._windows: list[tuple[int, int]] = []
        self._looked = 0

    @property
    def lines(self) -> int:
        """How many lines there were so far, in a source that was not turned round."""
        memory = self._memory
        begun = bool(memory) and (not memory.endswith(b"\n") or self.cut.name == IN_ONE_LINE)
        return self._line - 1 + self.cut.count(memory, 0, len(memory)) + begun

    def feed(self, block: Block) -> Iterator[Framed]:
        """The records that are complete with this block."""
        view, left = None, None
        if self.short is not None and self.short.begin_block(len(block.data)):
            view = self._view(block)
            left = self.short.sift(view, len(self._memory), self.closed)
        found = self._scan(block, left)
        busy = found or self._pending or self._windows or left is not None
        busy = busy or self.cut.name == IN_ONE_LINE  # what begins an entry may lie across
        if not busy and len(block.data) >= MEMORY:
            self._forget(block)
            return
        yield from self._frame(view or self._view(block), self._pending + found)

    def flush(self) -> Iterator[Framed]:
        """The records that nothing more will continue, at the end or while a pipe is idle."""
        if self._memory and not self._memory.endswith(b"\n"):
            last = self.prefilter.scan(self._memory[-SEAM:] + b"\n")
            end = len(self._memory) - 1
            self._pending += [(end, n) for at, n in last if at == min(SEAM, end + 1)]
        if self._pending or self._windows:
            yield from self._frame(
                View(self._memory, self._line, self._numbers, self.cut, self.peel, final=True),
                self._pending,
            )

    def look_around(self, reach: int) -> None:
        """Ask for the neighbours of the record that was given last, `reach` bytes to each side."""
        self._wanted = min(reach, WINDOW)

    def _view(self, block: Block) -> View:
        """The buffer when a block has come."""
        if block.numbers is not None:
            self._numbers = [*(self._numbers or ()), *block.numbers]
        data = self._memory + block.data
        view = View(data, self._line, self._numbers, self.cut, self.peel, final=False)
        if block.ahead is not None:
            view.know(len(self._memory), block.ahead.lines)
        return view

    def _scan(self, block: Block, left: bytes | None) -> list[Found]:
        """Where factors stand in the buffer, those that a cut inside a line went through included.

        The bytes before the block are part of what the forms of numbers and levels look at.
        """
        data, shift = block.data, len(self._memory)
        if block.ahead is None or left is not None:
            found = self.prefilter.scan(data if left is None else left, shift)
        else:
            found = [(offset + shift, number) for offset, number in block.ahead.places]
        seam = self._memory[-SEAM:] or b"\n"
        across = self.prefilter.scan(seam + data[:SEAM], shift - len(seam))
        first = [(at, n) for at, n in across if shift <= at < shift + SEAM]
        return first + [place for place in found if place[0] >= shift + SEAM] if first else found

    def _frame(self, view: View, places: list[Found]) -> Iterator[Framed]:
        for cut in self._relevant(view, places):
            yield self._framed(view, cut, around=False)
            if self._wanted:
                reach, self._wanted = self._wanted, 0
                self._windows.append((cut.spans[0].start - reach, cut.end + reach))
        if self._windows:
            yield from self._second_look(view)
        if self.short is not None:
            self.short.let_go()
        self._keep(view, self._rest)

    def _relevant(self, view: View, places: list[Found]) -> Iterator[Cut]:
        """The records around the places; ends early where the buffer does not hold one whole."""
        self._rest = []
        at = 0
        while True:
            if self.short is not None:
                at, self._done = self.short.skim(view, places, at, self._done, self.closed)
            if at >= len(places):
                break
            offset, number = places[at]
            if offset < self._done or number in self.closed:
                at += 1
                continue
            spans = around(view, offset, self._done)
            if spans is None:
                self._rest = self._whole(view, places[at:], len(view.data))
                break
            # What ends a line may be the last byte of a factor.
            end = max(spans[-1].end, offset) + 1
            first = at
            while at < len(places) and places[at][0] < end:
                at += 1
            held = self._whole(view, places[first:at], end)
            self._done = end
            yield Cut(spans, frozenset([number for _, number in held]), spans[-1].end)

    def _whole(self, view: View, places: list[Found], end: int) -> list[Found]:
        """The places of a part of the buffer, those in lines that were taken out included."""
        if self.short is None or not self.short.hides(end):
            return places
        first = places[0][0]
        start = view.data.rfind(b"\n", 0, first)
        found = self.prefilter.scan(b"\n" + view.data[start + 1 : end], start)
        return [place for place in found if place[0] >= first]

    def _second_look(self, view: View) -> Iterator[Framed]:
        """The records near those that mattered, as far as the buffer reaches."""
        size = len(view.data)
        for low, high in self._windows:
            start = max(low, self._looked, 0)
            stop = min(high, size)
            if start >= stop:
                continue
            starts = _starts(view, start, stop)
            self._looked = start
            for cut in self._with_nearby(view, list(_records(view, starts))):
                yield self._framed(view, cut, around=True)
                self._looked = cut.end
            left = next((begin for begin in starts if begin >= self._looked), stop)
            self._looked = max(self._looked, left)
        self._windows = [
            (low, high) for low, high in self._windows if high > self._looked and not view.final
        ]

    def _with_nearby(self, view: View, cuts: list[Cut]) -> Iterator[Cut]:
        """Records that follow one another, with the factors of the second look."""
        if self.nearby is None or not cuts:
            yield from cuts
            return
        begin = cuts[0].spans[0].start
        places = self.nearby.scan(view.data[begin : cuts[-1].spans[-1].end], begin)
        at = 0
        for cut in cuts:
            first = at = bisect_left(places, (cut.spans[0].start,), at)
            at = bisect_left(places, (cut.spans[-1].end,), first)
            yield cut._replace(factors=frozenset([number for _, number in places[first:at]]))

    def _framed(self, view: View, cut: Cut, *, around: bool) -> Framed:
        spans = cut.spans
        clipped = len(spans) >= MOST_ENTRIES or any(span.clipped for span in spans)
        self.clipped += clipped and not around
        first = spans[0]
        entries = tuple([span.text for span in spans])
        parts = tuple([span.part for span in spans])
        record = Record(self.source, view.line(first.start), entries, cut.factors, clipped)
        dated = any(part.time is not None for part in parts)
        stamped = None if dated else stamp(view, first)
        return Framed(record, parts, stamped, around, partial(neighbours, view, first, spans[-1]))

    def _keep(self, view: View, rest: list[Found]) -> None:
        """Keep what the next block may continue, and forget the rest of the buffer."""
        start = self._start_of_memory(view.data, rest)
        lines = view.index(start)
        self._numbers = self._numbers[lines:] if self._numbers is not None else None
        self._line += lines
        self._memory = view.data[start:]
        self._pending = [(offset - start, number) for offset, number in rest]
        self._windows = [(low - start, high - start) for low, high in self._windows]
        self._done = max(self._done - start, 0)
        self._looked = max(self._looked - start, 0)

    def _start_of_memory(self, data: bytes, rest: list[Found]) -> int:
        size = len(data)
        start = self.cut.start(data, size - MEMORY) if size > MEMORY else 0
        last = self.cut.start(data, max(size - 1, 0))
        if size - last < MOST_BYTES:
            start = min(start, last)
        if rest:
            start = min(start, self.cut.start(data, max(rest[0][0] - MEMORY, 0)))
        # An entry without an end is not kept whole.
        return start if size - start <= MOST_KEPT else size - MEMORY

    def _forget(self, block: Block) -> None:
        """Nothing in this block matters: keep its end only."""
        start = self._start_of_memory(block.data, [])
        if block.ahead is not None:
            lines = block.ahead.lines[-1] - newlines(block.data, start)
        else:
            lines = newlines(block.data, 0, start)
        self._line += newlines(self._memory) + lines
        self._numbers = block.numbers[lines:] if block.numbers is not None else None
        self._memory = block.data[start:]
        self._done = self._looked = 0


def _starts(view: View, start: int, stop: int) -> list[int]:
    """The beginning of each entry that begins in a part of the buffer."""
    found: list[int] = []
    at = view.cut.start(view.data, start)
    while 0 <= at < stop:
        if at >= start:
            found.append(at)
        end = view.cut.end(view.data, at)
        at = view.cut.next(view.data, end) if end >= 0 else -1
    return found


def _records(view: View, starts: list[int]) -> Iterator[Cut]:
    """The records that begin at some places, as far as the buffer holds them whole."""
    done = 0
    for start in starts:
        if start < done:
            continue
        spans = around(view, start, start)
        if spans is None:
            return
        done = max(spans[-1].end, start + 1)
        yield Cut(spans, frozenset(), done)
