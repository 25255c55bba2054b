"""A buffer of one source, read entry by entry around the places that matter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from logscan.model import COUNT_STEP, Peeled
from logscan.records.cutters import Cutter
from logscan.sources.newlines import newlines

LONGEST = 2 * 1024 * 1024
"""An entry that goes on for so long is taken as far as it was read: memory stays bounded."""
SEEN_HEAD = 48 * 1024
SEEN_TAIL = 16 * 1024
Peel = Callable[[str], Peeled]


class Span:
    """One entry of the buffer; it is peeled when its part is first asked for."""

    __slots__ = ("_part", "_peel", "clipped", "end", "start", "text")

    def __init__(self, start: int, end: int, text: str, peel: Peel, clipped: bool) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.clipped = clipped
        self._peel = peel
        self._part: Peeled | None = None

    @property
    def part(self) -> Peeled:
        """The entry without what the platform wrapped around it."""
        part = self._part
        if part is None:
            part = self._part = self._peel(self.text)
        return part


class View:
    """Entries of a buffer by offset; each is decoded and peeled at most once."""

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
        self._counted_to = 0
        self._counted = 0
        self._settled: int | None = None
        self._known: list[tuple[int, int]] = []

    def at(self, offset: int) -> Span | None:
        """The entry around an offset, or None if the buffer ends before it does."""
        return self.span(self.cut.start(self.data, offset))

    def span(self, start: int) -> Span | None:
        """The entry that begins at `start`, or None if the buffer ends before it does."""
        found = self._spans.get(start)
        if found is None:
            end = self.cut.end(self.data, start)
            if end < 0:
                if not self.final and len(self.data) - start <= LONGEST:
                    return None
                end = len(self.data)
            text, clipped = self._text(start, end)
            found = Span(start, end, text, self.peel, clipped)
            self._spans[start] = found
        return found

    def above(self, span: Span) -> Span | None:
        """The entry before this one, where the buffer has it."""
        start = self.cut.before(self.data, span.start)
        return self.span(start) if 0 <= start < span.start else None

    def next(self, span: Span) -> Span | None:
        """The entry after this one, if it is whole in the buffer."""
        start = self.cut.next(self.data, span.end)
        return self.span(start) if 0 <= start < len(self.data) else None

    def below(self, span: Span) -> Iterator[Span]:
        """The entries after this one, as far as they are whole in the buffer."""
        following = self.next(span)
        while following is not None:
            yield following
            following = self.next(following)

    def settled(self, span: Span, least: int) -> bool:
        """Whether at least so many whole entries follow, or nothing more will come."""
        return span.end <= self.last_settled(least)

    def last_settled(self, least: int) -> int:
        """Up to where an entry may end so that at least so many whole ones follow, or very much."""
        if self._settled is None:
            size = len(self.data)
            far = max(self._start_of_last(least), size - LONGEST)
            self._settled = size if self.final else far
        return self._settled

    def _start_of_last(self, number: int) -> int:
        """Where the last so many whole entries begin, or -1 where there are fewer."""
        size = len(self.data)
        start = self.cut.start(self.data, size - 1) if size else -1
        if start >= 0 and self.cut.end(self.data, start) < 0:
            start = self.cut.before(self.data, start)
        for _ in range(number - 1):
            if start < 0:
                break
            start = self.cut.before(self.data, start)
        return start

    def line(self, offset: int) -> int:
        """The number of the line that holds `offset`, as the source numbers it."""
        return self.number(self.index(offset))

    def number(self, index: int) -> int:
        """The number of the line before which the buffer has so many lines."""
        if self.numbers is not None and index < len(self.numbers):
            return self.numbers[index]
        return self.first_line + index

    def index(self, offset: int) -> int:
        """How many lines (or entries of one line) the buffer has before that of `offset`.

        Counted from where it was asked for last.
        """
        at = self._counted_to
        if self._known and offset - at > COUNT_STEP:
            at = self._jump(offset)
        if offset >= at:
            self._counted += self.cut.count(self.data, at, offset)
        else:
            self._counted -= self.cut.count(self.data, offset, at)
        self._counted_to = offset
        return self._counted

    def go_on(self, offset: int, lines: int) -> None:
        """Count on from an offset before which so many lines stand."""
        self._counted_to, self._counted = offset, lines

    def know(self, shift: int, lines: Sequence[int]) -> None:
        """Take over the numbers of lines that were counted ahead, from `shift` on."""
        before = newlines(self.data, 0, shift)
        self._known = [
            (shift + n * COUNT_STEP, before + count) for n, count in enumerate(lines[:-1])
        ]

    def _jump(self, offset: int) -> int:
        """Go on from the last place before `offset` whose line is known."""
        place = bisect_right(self._known, (offset, len(self.data))) - 1
        if place >= 0 and self._known[place][0] > self._counted_to:
            self._counted_to, self._counted = self._known[place]
        return self._counted_to

    def _text(self, start: int, end: int) -> tuple[str, bool]:
        raw = self.data[start:end]
        clipped = len(raw) > SEEN_HEAD + SEEN_TAIL
        if clipped:
            raw = raw[:SEEN_HEAD] + b" ... " + raw[-SEEN_TAIL:]
        return raw.decode("utf-8", "replace").rstrip("\r\n"), clipped
