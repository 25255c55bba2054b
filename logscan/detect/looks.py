"""How far around the hits of signatures it is worth to look: widely at first, then no more.

The first hits of a signature after a quiet time, and the first of each day, are looked at widely;
later ones only where ordinary lines beside them may call them off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from logscan.rulebook.rules import Rulebook

WIDE, CLOSE = 12 * 1024, 2 * 1024
"""Bytes to each side of a hit in which its neighbours are looked at."""
WIDE_LOOKS, CLOSE_LOOKS = 4, 1000
"""So many hits of a signature are looked around."""
QUIET_HOURS = 2
DAY_HOURS = 24


@dataclass(slots=True)
class _State:
    count: int = 0
    begun: int = 0
    """The hour in which counting began."""
    last: int = 0
    """The hour of the last hit."""


class Looks:
    """Counts the looks in one source."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rules = rulebook.signatures
        self._known: dict[str, _State] = {}

    def reach(self, signatures: Iterable[str], time: float | None) -> int:
        """How far the neighbours of a hit are of interest, in bytes."""
        hour = int((time or 0.0) // 3600)
        reach = 0
        for id_ in signatures:
            state = self._known.get(id_)
            if state is None or self._is_over(state, hour):
                state = self._known[id_] = _State(0, hour, hour)
            state.count += 1
            state.last = max(state.last, hour)
            if state.count <= WIDE_LOOKS:
                return WIDE
            if state.count <= CLOSE_LOOKS and self._rules[id_].careful:
                reach = CLOSE
        return reach

    def are_over(self, signatures: Iterable[str], hour: int) -> bool:
        """Whether nothing is looked at any more around such hits in that hour."""
        for id_ in signatures:
            state = self._known.get(id_)
            if state is None or self._is_over(state, hour):
                return False
            if state.count < (CLOSE_LOOKS if self._rules[id_].careful else WIDE_LOOKS):
                return False
            state.last = max(state.last, hour)
        return True

    @staticmethod
    def _is_over(state: _State, hour: int) -> bool:
        """Whether a new counting begins."""
        return hour - state.last >= QUIET_HOURS or hour - state.begun >= DAY_HOURS
