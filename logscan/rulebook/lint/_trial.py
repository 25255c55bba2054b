"""Many conditions tried on many events: only where a factor of the condition stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from logscan.factors import Choice, Factor
from logscan.model import Event
from logscan.rulebook.conditions import Blown, ByteFactors, compile_factors, compile_test


class Trial:
    """Events on which conditions are tried."""

    def __init__(self, events: Sequence[Event], byte_factors: ByteFactors) -> None:
        self.events = events
        self.byte_factors = byte_factors
        self._texts = [event.record.text for event in events]
        self._places: dict[Factor, frozenset[int]] = {}

    def satisfied(self, condition: Mapping[str, Any]) -> list[int]:
        """The numbers of the events that satisfy a condition."""
        test = compile_test(condition)
        found = []
        for number in self._candidates(compile_factors(condition, self.byte_factors)):
            try:
                if test(self.events[number]) is not None:
                    found.append(number)
            except Blown:
                continue
        return found

    def _candidates(self, choice: Choice | None) -> Sequence[int]:
        if choice is None:
            return range(len(self.events))
        return sorted(set[int]().union(*(self._standing(factor) for factor in choice)))

    def _standing(self, factor: Factor) -> frozenset[int]:
        """The events in whose raw text a factor stands."""
        if factor not in self._places:
            search = re.compile(factor.pattern, re.IGNORECASE if factor.caseless else 0).search
            self._places[factor] = frozenset(
                number for number, text in enumerate(self._texts) if search(text)
            )
        return self._places[factor]
