"""What a scan remembers: hits by matcher, counted exactly and kept within bounds.

A tally is a function of the events that it was given; everything that is said afterwards is
computed from it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple, cast

from logscan.detect.match import Held, Outcome
from logscan.detect.pace import Pace
from logscan.detect.shapes import shape
from logscan.model import Event, Hit

FIRST, LAST = 600, 200
"""So many first and so many last hits of each matcher are kept; the count is exact."""
MOST_SHAPES = 1000
MOST_SEEN = 1_000_000
"""So many lines are remembered to tell whether they stand in another source too."""

MOST_TAILS = 200

Late = tuple[int, int, bytes]
"""A line that was only counted: how many events were taken before, its number, its bytes."""
Reader = Callable[[int, bytes], tuple[Event, Outcome]]
"""Makes an event of the number and the bytes of a line, and says what holds of it."""


class Kept(NamedTuple):
    """What a hit is made of."""

    taken: int
    """How many events had been taken before."""
    event: Event
    source: int
    held: Held


class Tail:
    """The last lines of one kind that were only counted; they are read when someone asks."""

    __slots__ = ("_read", "lates", "reader", "source")

    def __init__(self, source: int, reader: Reader) -> None:
        self.source = source
        self.reader = reader
        self.lates: deque[Late] = deque(maxlen=LAST)
        self._read: dict[int, tuple[Event, Outcome]] = {}

    def kept(self, late: Late, matcher: str) -> Kept | None:
        """The hit of one matcher in one of the lines."""
        taken, line, raw = late
        if taken not in self._read:
            if len(self._read) > 2 * LAST:
                self._read.clear()
            self._read[taken] = self.reader(line, raw)
        event, outcome = self._read[taken]
        held = next((each for each in outcome.held if each[0] == matcher), None)
        return Kept(taken, event, self.source, held) if held is not None else None


class Series:
    """The hits of one matcher."""

    __slots__ = ("_hits", "count", "first", "last", "matcher", "tails")

    def __init__(self, matcher: str) -> None:
        self.matcher = matcher
        self.count = 0
        self.first: list[Kept] = []
        self.last: deque[Kept] = deque(maxlen=LAST)
        self.tails: list[Tail] = []
        self._hits: tuple[int, list[Hit]] = (0, [])

    def add(self, kept: Kept) -> None:
        """Count a hit, and keep it if there is room."""
        self.count += 1
        if len(self.first) < FIRST:
            self.first.append(kept)
        else:
            self.last.append(kept)

    @property
    def hits(self) -> list[Hit]:
        """Those that were kept, as they came."""
        if self._hits[0] != self.count:
            self._hits = self.count, [_hit(kept) for kept in (*self.first, *self._lasts())]
        return self._hits[1]

    def _lasts(self) -> Iterable[Kept]:
        """The last ones in the order in which they were taken, lines that were counted included."""
        if not self.tails:
            return self.last
        known: list[tuple[int, Tail | None, Late | Kept]]
        known = [(kept.taken, None, kept) for kept in self.last]
        known += [(late[0], tail, late) for tail in self.tails for late in tail.lates]
        known.sort(key=itemgetter(0))
        found = (
            each if tail is None else tail.kept(cast(Late, each), self.matcher)
            for _, tail, each in known[-LAST:]
        )
        return [cast(Kept, kept) for kept in found if kept is not None]

    @property
    def dropped(self) -> int:
        """How many were counted only."""
        return self.count - len(self.hits)

    def hides(self, time: float | None) -> bool:
        """Whether hits at that time may have been counted only."""
        if not self.dropped or len(self.hits) == len(self.first):
            return False
        before, after = self.hits[len(self.first) - 1].time, self.hits[len(self.first)].time
        return time is None or before is None or after is None or before <= time <= after

    def within(self, low: float, high: float) -> Series:
        """The kept hits between two times, and those without a time."""
        cut = Series(self.matcher)
        for kept in (*self.first, *self._lasts()):
            time = kept.event.time
            if time is None or low <= time <= high:
                cut.add(kept)
        return cut


def _hit(kept: Kept) -> Hit:
    event, (matcher, captured) = kept.event, kept.held
    values = {**event.attributes, **captured} if captured else event.attributes
    return Hit(matcher, event.time, (kept.source, event.record.line), values, event)


@dataclass(slots=True)
class Shape:
    """Error lines of one shape that nothing explains."""

    count: int
    first: float | None
    last: float | None
    example: Event

    def add(self, number: int, low: float, high: float) -> None:
        """Count more of them, between two times."""
        self.count += number
        self.first = low if self.first is None else min(self.first, low)
        self.last = high if self.last is None else max(self.last, high)


@dataclass(slots=True)
class Tally:
    """Everything that the relevant events of a scan left behind."""

    series: dict[str, Series] = field(default_factory=dict)
    paces: dict[str, Pace] = field(default_factory=dict)
    """The hits of each signature over time, for the rates."""
    shapes: dict[str, Shape] = field(default_factory=dict)
    more_shapes: int = 0
    blown: int = 0
    twice: int = 0
    """Lines that stood in several sources and were counted once."""
    several: bool = False
    """Whether there are several sources, in which the same line may stand."""
    taken: int = 0
    """How many events were taken."""
    _seen: dict[int, int] = field(default_factory=dict)
    _tails: dict[tuple[int, frozenset[int], tuple[str, ...]], Tail] = field(default_factory=dict)

    def add(self, event: Event, outcome: Outcome, source: int) -> None:
        """Take what holds of one event, unless the same line was seen in another source."""
        if self.several and self._is_copy(event, source):
            self.twice += 1
            return
        self.taken += 1
        series = self.series
        for held in outcome.held:
            found = series.get(held[0])
            if found is None:
                found = series[held[0]] = Series(held[0])
            found.add(Kept(self.taken, event, source, held))
        if event.time is not None:
            for id_ in outcome.meaning.signatures:
                self._pace(id_).add(event.time)
        if outcome.is_unexplained:
            self._add_shape(event)

    def add_many(
        self, outcome: Outcome, shape: str | None, number: int, low: float, high: float
    ) -> None:
        """Take the number of events of one minute whose last ones are in a tail."""
        for id_, _ in outcome.held:
            self.series[id_].count += number
        for id_ in outcome.meaning.signatures:
            self._pace(id_).add_many(low, high, number)
        found = self.shapes.get(shape) if shape is not None else None
        if found is not None:
            found.add(number, low, high)
        elif shape is not None:
            self.more_shapes += number

    def tail(
        self, kind: tuple[int, frozenset[int], tuple[str, ...]], reader: Reader
    ) -> Tail | None:
        """The tail for a kind of lines: source, factors, matchers. None where there are too many."""
        found = self._tails.get(kind)
        if found is None and len(self._tails) < MOST_TAILS:
            found = self._tails[kind] = Tail(kind[0], reader)
            for id_ in kind[2]:
                self.series[id_].tails.append(found)
        return found

    def is_full(self, outcome: Outcome) -> bool:
        """Whether enough of everything that an outcome holds is kept, so that counting is left."""
        if outcome.is_unexplained and not outcome.held:
            return True
        return self.least(outcome.held) >= FIRST

    def _pace(self, id_: str) -> Pace:
        found = self.paces.get(id_)
        if found is None:
            found = self.paces[id_] = Pace()
        return found

    def count(self, matcher: str) -> int:
        """How many hits a matcher had so far."""
        series = self.series.get(matcher)
        return series.count if series is not None else 0

    def least(self, held: Iterable[Held]) -> int:
        """How many hits the rarest of some matchers had so far."""
        least = -1
        for id_, _ in held:  # asked for each event, and `min` over a generator takes thrice as long
            series = self.series.get(id_)
            if series is None:
                return 0
            if least < 0 or series.count < least:
                least = series.count
        return max(least, 0)

    def _add_shape(self, event: Event) -> None:
        key = shape(event)
        found = self.shapes.get(key)
        if found is None:
            if len(self.shapes) >= MOST_SHAPES:
                self.more_shapes += 1
                return
            self.shapes[key] = Shape(1, event.time, event.time, event)
            return
        if event.time is None:
            found.count += 1
        else:
            found.add(1, event.time, event.time)

    def _is_copy(self, event: Event, source: int) -> bool:
        """Whether another source had the very same line: same fine stamp, same text."""
        if event.time is None or event.time == int(event.time):
            return False
        key = hash((event.time, event.message))
        if len(self._seen) >= MOST_SEEN:
            return self._seen.get(key, source) != source
        return self._seen.setdefault(key, source) != source
