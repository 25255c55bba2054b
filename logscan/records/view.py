"""A buffer of one source, read entry by entry around the places that matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from logscan.model import Peeled
from logscan.records.cutters import Cutter

SEEN_HEAD = 48 * 1024
SEEN_TAIL = 16 * 1024
Peel = Callable[[str], Peeled]


class Span(NamedTuple):
    """One entry of the buffer."""

    start: int
    end: int
    text: str
    part: Peeled
    clipped: bool


class View:
    """Entries of a buffer by offset; each is decoded and peeled once."""

    def __init__(
        self,
        data: bytes,
        line: int,
        numbers: Sequence[int] | None,
        cut: Cutter,
        peel: Peel,
        final: bool,
    ) -> None:
        self.data = data
        self.first_line = line
        self.numbers = numbers
        self.cut = cut
        self.peel = peel
        self.final = final
        self._spans: dict[int, Span] = {}
        self._counted = (0, 0)

    def at(self, offset: int) -> Span | None:
        """The entry around an offset, or None if the buffer ends before it does."""
        return self.span(self.cut.start(self.data, offset))

    def span(self, start: int) -> Span | None:
        """The entry that begins at `start`, or None if the buffer ends before it does."""
        found = self._spans.get(start)
        if found is None:
            end = self.cut.end(self.data, start)
            if end < 0:
                if not self.final:
                    return None
                end = len(self.data)
            text, clipped = self._text(start, end)
            found = Span(start, end, text, self.peel(text), clipped)
            self._spans[start] = found
        return found

    def above(self, span: Span) -> Span | None:
        """The entry before this one, where the buffer has it."""
        start = self.cut.before(self.data, span.start)
        return self.span(start) if 0 <= start < span.start else None

    def below(self, span: Span) -> Iterator[Span]:
        """The entries after this one, as far as they are whole in the buffer."""
        start = self.cut.next(self.data, span.end)
        while 0 <= start < len(self.data):
            found = self.span(start)
            if found is None:
                return
            yield found
            start = self.cut.next(self.data, found.end)

    def line(self, offset: int) -> int:
        """The number of the line that holds `offset`, as the source numbers it."""
        index = self.index(offset)
        if self.numbers is not None and index < len(self.numbers):
            return self.numbers[index]
        return self.first_line + index

    def index(self, offset: int) -> int:
        """How many lines the buffer has before the line of `offset`."""
        at, lines = self._counted
        if offset < at:
            at, lines = 0, 0
        lines += self.data.count(b"\n", at, offset)
        self._counted = (offset, lines)
        return lines

    def _text(self, start: int, end: int) -> tuple[str, bool]:
        raw = self.data[start:end]
        clipped = len(raw) > SEEN_HEAD + SEEN_TAIL
        if clipped:
            raw = raw[:SEEN_HEAD] + b" ... " + raw[-SEEN_TAIL:]
        return raw.decode("utf-8", "replace").rstrip("\r\n"), clipped
