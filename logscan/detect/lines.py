"""The lines of a part of a buffer, of which some are taken out and counted in runs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from logscan.records import View

END = 1 << 62
K = TypeVar("K")


class Lines:
    """The lines of a part of a buffer that ends with one."""

    def __init__(self, view: View, start: int, end: int) -> None:
        self.view = view
        self.start = start
        self.first = view.index(start)
        """How many lines stand before them."""
        self.text = view.data[start:end]
        self.whole = self.text.split(b"\n")
        self._number = 0
        self._offset = 0

    def without(self, free: bytes) -> list[bytes]:
        """The lines without some characters."""
        return self.text.translate(None, free).split(b"\n")

    def blanked(self, numbers: Iterable[int]) -> bytes:
        """The text with newlines in the place of some lines."""
        left = self.whole.copy()
        for number in numbers:
            left[number] = b"\n" * len(left[number])
        return b"\n".join(left)

    def start_of(self, number: int) -> int:
        """Where a line begins in the buffer; counted from where it was asked for last."""
        low, high = sorted((number, self._number))
        size = sum(map(len, self.whole[low:high])) + high - low
        self._offset += size if number == high else -size
        self._number = number
        return self.start + self._offset

    def number_at(self, offset: int) -> int:
        """How many lines end before an offset of the buffer; counted from where it was asked."""
        place = max(offset - self.start, 0)
        if place >= self._offset:
            return self._number + self.text.count(b"\n", self._offset, place)
        return self._number - self.text.count(b"\n", place, self._offset)


class Run(NamedTuple, Generic[K]):
    """Lines that were taken out, by number, and what is known of each."""

    numbers: Sequence[int]
    known: Sequence[K]


class TakenOut(Generic[K]):
    """Lines that were taken out, which are counted one run after the other."""

    def __init__(self, lines: Lines, known: Mapping[int, K]) -> None:
        self.lines = lines
        self.numbers = sorted(known)
        self._known = [known[number] for number in self.numbers]
        self._at = 0

    @property
    def begin(self) -> int:
        """Where the next one begins in the buffer."""
        return self.lines.start_of(self.numbers[self._at]) if self._at < len(self.numbers) else END

    def run(self, start: int, end: int) -> Run[K]:
        """The next ones that begin between two offsets; those before are passed over."""
        first, last = map(self.lines.number_at, (start, end))
        low = max(self._at, bisect_left(self.numbers, first))
        self._at = max(low, bisect_left(self.numbers, last))
        return Run(self.numbers[low : self._at], self._known[low : self._at])
