"""How often something happens over time: counts in equal steps that grow with the span."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

STEPS = (60, 300, 600, 3600, 21600, 86400, 604800)
"""Seconds; each is a multiple of the one before."""
MOST_BINS = 10_000


class Pace:
    """Counts by the minute; by more than a minute where the times are spread too far.

    What it holds is a function of the times, whatever their order.
    """

    __slots__ = ("bins", "first", "last", "step")

    def __init__(self) -> None:
        self.step = STEPS[0]
        self.bins: Counter[int] = Counter()
        """The number of hits by the second in which the step begins."""
        self.first = float("inf")
        self.last = float("-inf")

    def add(self, time: float) -> None:
        """Count something at a time, in seconds since the epoch."""
        self.add_many(time, time, 1)

    def add_many(self, low: float, high: float, number: int) -> None:
        """Count something that happened several times within one minute."""
        if low < self.first:
            self.first = low
        if high > self.last:
            self.last = high
        at = int(low)
        self.bins[at - at % self.step] += number
        if len(self.bins) > MOST_BINS and self.step < STEPS[-1]:
            self._coarsen()

    def _coarsen(self) -> None:
        self.step = next(step for step in STEPS if step > self.step)
        bins, self.bins = self.bins, Counter()
        for at, number in bins.items():
            self.bins[at - at % self.step] += number

    def within(self, low: float, high: float) -> Pace:
        """The steps that overlap a span of time."""
        cut = Pace()
        cut.step = self.step
        cut.bins.update(
            {at: n for at, n in self.bins.items() if low < at + self.step and at <= high}
        )
        cut.first, cut.last = max(self.first, low), min(self.last, high)
        return cut


def common_step(paces: Iterable[Pace], most: int) -> int:
    """The shortest step in which all of some paces can be shown in at most `most` steps or so."""
    known = list(paces)
    first, last = min(pace.first for pace in known), max(pace.last for pace in known)
    least = max(pace.step for pace in known)
    fitting = (s for s in STEPS if s >= least and (int(last) - int(first)) / s <= most)
    return next(fitting, STEPS[-1])
