"""Nearness of hits in time, or in lines where there is no time: pure arithmetic."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from logscan.model import Hit, Value

LINES_PER_SECOND = 5
"""How many lines stand for a second in a source without stamps."""
LEAST_LINES, MOST_LINES = 40, 1500
TOLERANCE = 1.5
"""Seconds by which the clocks of two lines may disagree: stamps of whole seconds."""


def lines_for(within: float) -> int:
    """The distance in lines that stands for a time where there are no stamps."""
    return int(min(max(within * LINES_PER_SECOND, LEAST_LINES), MOST_LINES))


def ordered(hits: Iterable[Hit]) -> list[Hit]:
    """Hits by time, those without one by their place."""
    return sorted(hits, key=lambda hit: (hit.time if hit.time is not None else 0.0, hit.order))


def follows(first: Hit, second: Hit, within: float) -> bool:
    """Whether `second` comes after `first`, at most `within` seconds later."""
    if first.time is None or second.time is None:
        same = first.order[0] == second.order[0]
        return same and 0 <= second.order[1] - first.order[1] <= lines_for(within)
    gap = second.time - first.time
    if first.order[0] == second.order[0] and abs(gap) <= TOLERANCE:
        return second.order[1] >= first.order[1] and gap <= within
    return -TOLERANCE / 2 <= gap <= within


def near(one: Hit, other: Hit, within: float) -> bool:
    """Whether two hits are at most `within` seconds apart, in either order."""
    if one.time is None or other.time is None:
        same = one.order[0] == other.order[0]
        return same and abs(other.order[1] - one.order[1]) <= lines_for(within)
    return abs(other.time - one.time) <= within + TOLERANCE / 2


def at(moment: str, hit: Hit, other: Hit, within: float) -> bool:
    """Whether `other` happens before, after or around `hit`."""
    if moment == "before":
        return follows(other, hit, within)
    if moment == "after":
        return follows(hit, other, within)
    return near(hit, other, within)


def agree(one: Hit, other: Hit, same: Sequence[str]) -> bool | None:
    """Whether two hits have the same attributes: None where a missing one leaves it open."""
    open_ = False
    for name in same:
        if name == "record":
            if one.order != other.order:
                return False
            continue
        left, right = one.values.get(name), other.values.get(name)
        if left is None or right is None:
            open_ = True
        elif str(left) != str(right):
            return False
    return None if open_ else True


def key(hit: Hit, names: Sequence[str]) -> tuple[tuple[str, Value], ...]:
    """The values of the attributes that make a group."""
    return tuple((name, hit.values.get(name, "")) for name in names)


def once(hits: Sequence[Hit], names: Sequence[str], within: float) -> list[Hit]:
    """The hits without those that agree with an earlier one close by: the same thing told twice."""
    kept: list[Hit] = []
    last: dict[tuple[str, ...], Hit] = {}
    for hit in hits:
        values = tuple(str(hit.values[name]) for name in names if name in hit.values)
        before = last.get(values) if len(values) == len(names) else None
        if before is None or not near(before, hit, within):
            kept.append(hit)
            last[values] = hit
    return kept


def bursts(hits: Sequence[Hit], least: int, within: float, distinct: str) -> Iterator[list[Hit]]:
    """The stretches in which at least `least` hits (or distinct values) fall into a window."""
    start, marked, chosen = 0, 0, [False] * len(hits)
    for end, hit in enumerate(hits):
        while start < end and not near(hits[start], hit, within):
            start += 1
        number = end + 1 - start
        if distinct and number >= least:
            number = len({str(h.values.get(distinct)) for h in hits[start : end + 1]})
        if number >= least:
            for index in range(max(start, marked), end + 1):
                chosen[index] = True
            marked = end + 1
    stretch: list[Hit] = []
    for hit, taken in zip(hits, chosen, strict=True):
        if taken:
            stretch.append(hit)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


class Index:
    """Hits sorted for questions about what lies near a time or place."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._dated = sorted((h for h in hits if h.time is not None), key=lambda h: h.time or 0.0)
        self._times = [hit.time or 0.0 for hit in self._dated]
        self._placed = sorted(hits, key=lambda h: h.order)
        self._orders = [hit.order for hit in self._placed]

    def at(self, order: tuple[int, int]) -> list[Hit]:
        """The hits at one place."""
        low = bisect_left(self._orders, order)
        return self._placed[low : bisect_right(self._orders, order, low)]

    def around(self, hit: Hit, within: float, moment: str = "around") -> list[Hit]:
        """Candidates within a time, before, after or around, or within the lines that stand for it."""
        if hit.time is not None:
            back = 0.0 if moment == "after" else within
            ahead = 0.0 if moment == "before" else within
            low = bisect_left(self._times, hit.time - back - TOLERANCE)
            high = bisect_right(self._times, hit.time + ahead + TOLERANCE)
            dated = self._dated[low:high]
        else:
            dated = []
        reach = lines_for(within)
        source, line = hit.order
        low = bisect_left(self._orders, (source, line - reach))
        high = bisect_right(self._orders, (source, line + reach))
        placed = [
            other for other in self._placed[low:high] if hit.time is None or other.time is None
        ]
        return dated + placed
