"""The form of a line: what is the same in all lines of its kind, which digits vary, which matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from logscan.model import Value
from logscan.rulebook.conditions import REPEATS_FREELY, compile_value

TOKEN = re.compile(
    rb"(?<![0-9A-Za-z])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,64}(?![0-9A-Za-z])|[0-9]+"
)
"""Hexadecimal ids, and runs of digits."""
MOST_GROUPS = 200
MOST_TIMES = 10_000
MOST_ORDERS = 1000

Clocked = Callable[[str], float | None]
Match = re.Match[bytes]
G = TypeVar("G")


def skeleton(raw: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """A line with its tokens taken out, and the tokens."""
    return TOKEN.sub(b"\0", raw), tuple(TOKEN.findall(raw))


class Clock:
    """Reads the stamps of lines, and remembers what they mean."""

    def __init__(self, read: Clocked) -> None:
        self._read = read
        self.times: dict[bytes, float] = {}

    def time(self, stamp: bytes) -> float | None:
        """The time that a stamp means, in seconds since the epoch."""
        found = self._read(stamp.decode("ascii", "replace"))
        if found is not None:
            if len(self.times) >= MOST_TIMES:
                self.times.clear()
            self.times[stamp] = found
        return found


Bits = bytes | bool
Question = Callable[[bytes], Bits]
"""Several things that are asked of a part of a line at once."""


class Region(NamedTuple):
    """A part of a line that is an attribute's value, with what is asked of it."""

    start: int
    end: int
    ask: Question


def question(wanted: Sequence[Any], kind: type[Value]) -> Question:
    """The tests of some conditions, for a value that is still bytes; ASCII."""
    told_apart = list({repr(each): each for each in wanted}.values())
    if kind is str and not any(REPEATS_FREELY.search(str(each)) for each in told_apart):
        searches = [re.compile(str(each).encode()).search for each in told_apart]
        if len(searches) == 1:
            only = searches[0]
            return lambda text: only(text) is None
        return lambda text: bytes([search(text) is None for search in searches])
    tests = [compile_value(each) for each in told_apart]

    @lru_cache(maxsize=MOST_TIMES)
    def ask(text: bytes) -> Bits:
        value = kind(text.decode("ascii"))
        return bytes([test(value) is not None for test in tests])

    return ask


Key = tuple[bytes | Bits, ...]


@dataclass(eq=False, slots=True)
class Form(Generic[G]):
    """Lines that differ in some digits only."""

    factors: frozenset[int]
    sample: bytes
    """One of the lines."""
    match: Callable[[bytes], Match | None]
    """Matches the whole line; its groups are the stamp, what is asked about, and the digits that
    matter, in the order in which they stand."""
    stamp: int
    """Which of the groups is the stamp."""
    read: tuple[int, ...]
    """Which of the groups are told apart by all their digits."""
    asked: tuple[tuple[int, Question], ...]
    """Which of the groups are values of which only the answers matter."""
    whole: Question | None
    """What is asked of the whole line."""
    times: Mapping[bytes, float]
    """What stamps mean, as far as it was asked."""
    time: Callable[[bytes], float | None]
    """Asks what a stamp means: seconds since the epoch."""
    asks: bool
    """Whether its matches have more groups than the stamp, or questions are asked of all of it."""
    alone: bool
    """Whether nothing can continue such a line, whatever follows."""
    groups: dict[Key, G] = field(default_factory=dict)
    numbers: set[tuple[int, ...]] = field(default_factory=set)
    """The orders in which its factors were found."""

    def holds(self, numbers: tuple[int, ...]) -> bool:
        """Whether a line with these factors is one of this form."""
        if numbers in self.numbers:
            return True
        if frozenset(numbers) != self.factors:
            return False
        if len(self.numbers) >= MOST_ORDERS:
            self.numbers.clear()
        self.numbers.add(numbers)
        return True

    def key(self, values: tuple[bytes, ...], raw: bytes) -> Key:
        """What tells the groups of lines apart, of a line and the values of its match."""
        chosen: list[bytes | Bits] = [ask(values[place]) for place, ask in self.asked]
        if self.read:
            chosen += [values[place] for place in self.read]
        if self.whole is not None:
            chosen.append(self.whole(raw))
        return tuple(chosen)

    def sort(
        self, values: Sequence[tuple[bytes, ...]], raws: Sequence[bytes]
    ) -> tuple[list[G | None], list[float | None]]:
        """The groups and the times of lines, as far as known, of the values of their matches."""
        if not values:
            return [], []
        parts: list[Iterable[bytes | Bits]]
        parts = [_answers(ask, [each[place] for each in values]) for place, ask in self.asked]
        parts += [map(itemgetter(place), values) for place in self.read]
        if self.whole is not None:
            parts.append(map(self.whole, raws))
        keys: Iterable[Key] = zip(*parts, strict=True) if parts else [()] * len(values)
        stamps = list(map(itemgetter(self.stamp), values))
        times: list[float | None] = list(map(self.times.get, stamps))
        if None in times:
            times = [self.times.get(stamp) or self.time(stamp) for stamp in stamps]
        return list(map(self.groups.get, keys)), times


def _answers(ask: Question, texts: Sequence[bytes]) -> Iterable[Bits]:
    """The answers for some texts; each is asked once where there are few."""
    different = set(texts)
    if 2 * len(different) > len(texts):
        return map(ask, texts)
    return map({text: ask(text) for text in different}.__getitem__, texts)
