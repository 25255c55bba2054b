"""The form of a line: what is the same in all lines of its kind, which digits vary, which matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from logscan.model import Value
from logscan.rulebook.conditions import REPEATS_FREELY, compile_value

TOKEN = re.compile(
    rb"(?<![0-9A-Za-z])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,64}(?![0-9A-Za-z])|[0-9]+"
)
"""Hexadecimal ids, and runs of digits."""
MOST_GROUPS = 200
MOST_TIMES = 4096
MOST_ORDERS = 1000

Clocked = Callable[[str], float | None]
Match = re.Match[bytes]
G = TypeVar("G")


def skeleton(raw: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """A line with its tokens taken out, and the tokens."""
    return TOKEN.sub(b"\0", raw), tuple(TOKEN.findall(raw))


Bits = tuple[bool, ...]
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
        return lambda text: tuple([search(text) is not None for search in searches])
    tests = [compile_value(each) for each in told_apart]

    @lru_cache(maxsize=MOST_TIMES)
    def ask(text: bytes) -> Bits:
        value = kind(text.decode("ascii"))
        return tuple([test(value) is not None for test in tests])

    return ask


Key = tuple[bytes | Bits, ...]


@dataclass(eq=False, slots=True)
class Form(Generic[G]):
    """Lines that differ in some digits only."""

    factors: frozenset[int]
    match: Callable[[bytes], Match | None]
    """Matches the whole line; its groups are the stamp, what is asked about, and the digits that
    matter, in the order in which they stand."""
    stamp: int
    """Which of the groups is the stamp."""
    regions: tuple[tuple[int, Region], ...]
    """Which of the groups are values, of which only the answers matter."""
    whole: Question | None
    """What is asked of the whole line."""
    read_time: Clocked
    asks: bool
    """Whether its matches have more groups than the stamp, or questions are asked of all of it."""
    alone: bool
    """Whether nothing can continue such a line, whatever follows."""
    groups: dict[Key, G] = field(default_factory=dict)
    numbers: set[tuple[int, ...]] = field(default_factory=set)
    """The orders in which its factors were found."""
    times: dict[bytes, float] = field(default_factory=dict)
    """What stamps mean, as far as known."""

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
        chosen: list[bytes | Bits] = list(values)
        for place, region in self.regions:
            chosen[place] = region.ask(values[place])
        del chosen[self.stamp]
        if self.whole is not None:
            chosen.append(self.whole(raw))
        return tuple(chosen)

    def time(self, stamp: bytes) -> float | None:
        """The time that a stamp of this form means, in seconds since the epoch."""
        found = self.read_time(stamp.decode("ascii", "replace"))
        if found is not None:
            if len(self.times) >= MOST_TIMES:
                self.times.clear()
            self.times[stamp] = found
        return found
