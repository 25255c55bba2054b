"""What a scan remembers: hits by matcher, counted exactly and kept within bounds.

A tally is a pure function of the events that it was given: tallies of parts can be merged, and
everything that is said afterwards is computed from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from logscan.detect.match import SIGNATURE
from logscan.detect.shapes import shape
from logscan.model import Event, Hit
from logscan.rulebook import UNEXPLAINED

KEPT = 1000
"""So many first and so many last hits of each matcher are kept; the count is exact."""
MOST_SHAPES = 1000


@dataclass(slots=True)
class Series:
    """The hits of one matcher."""

    count: int = 0
    first: list[Hit] = field(default_factory=list)
    last: list[Hit] = field(default_factory=list)

    def add(self, hit: Hit) -> None:
        """Count a hit, and keep it if there is room."""
        self.count += 1
        if len(self.first) < KEPT:
            self.first.append(hit)
            return
        self.last.append(hit)
        if len(self.last) > 2 * KEPT:
            del self.last[:KEPT]

    @property
    def hits(self) -> list[Hit]:
        """Those that were kept, as they came."""
        return self.first + self.last[-KEPT:]

    @property
    def dropped(self) -> int:
        """How many were counted only."""
        return self.count - len(self.first) - len(self.last[-KEPT:])


@dataclass(slots=True)
class Shape:
    """Error lines of one shape that nothing explains."""

    count: int
    first: float | None
    last: float | None
    example: Event


@dataclass(slots=True)
class Tally:
    """Everything that the relevant events of a scan left behind."""

    series: dict[str, Series] = field(default_factory=dict)
    seconds: dict[str, Counter[int]] = field(default_factory=dict)
    """Hits of each signature by the second, for the rates."""
    shapes: dict[str, Shape] = field(default_factory=dict)
    more_shapes: int = 0
    blown: int = 0
    twice: int = 0
    """Lines that stood in several sources and were counted once."""
    several: bool = False
    """Whether there are several sources, in which the same line may stand."""
    _seen: dict[int, int] = field(default_factory=dict)

    def add(self, event: Event, hits: Iterable[Hit], source: int) -> None:
        """Take the hits of one event, unless the same line was seen in another source."""
        if self._is_copy(event, source):
            self.twice += 1
            return
        explained = False
        unexplained = False
        for hit in hits:
            if hit.matcher == UNEXPLAINED:
                unexplained = True
                continue
            self.series.setdefault(hit.matcher, Series()).add(hit)
            if hit.matcher.startswith((SIGNATURE, "harmless/")):
                explained = True
                if hit.time is not None and hit.matcher.count("/") == 1:
                    id_ = hit.matcher.removeprefix(SIGNATURE)
                    self.seconds.setdefault(id_, Counter())[int(hit.time)] += 1
        if unexplained and not explained:
            self._add_shape(event)

    def count(self, matcher: str) -> int:
        """How many hits a matcher had so far."""
        series = self.series.get(matcher)
        return series.count if series is not None else 0

    def _add_shape(self, event: Event) -> None:
        key = shape(event)
        found = self.shapes.get(key)
        if found is None:
            if len(self.shapes) >= MOST_SHAPES:
                self.more_shapes += 1
                return
            self.shapes[key] = Shape(1, event.time, event.time, event)
            return
        found.count += 1
        if event.time is not None:
            found.first = event.time if found.first is None else min(found.first, event.time)
            found.last = event.time if found.last is None else max(found.last, event.time)

    def _is_copy(self, event: Event, source: int) -> bool:
        """Whether another source had the very same line: same fine stamp, same text."""
        if not self.several or event.time is None or event.time == int(event.time):
            return False
        key = hash((event.time, event.message))
        return self._seen.setdefault(key, source) != source
