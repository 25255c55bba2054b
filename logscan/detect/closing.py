"""Which factors matter to a source as far as it was read.

What a setting is told by is closed once it was told often enough; what only matters behind a
signature is closed until that was seen.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from logscan.detect.match import FACT, Outcome
from logscan.detect.scans import TableScan
from logscan.rulebook.rules import Rulebook

ENOUGH_FACTS = 20
"""After so many times a setting is not looked for any more in a source."""


class Closing:
    """Closes and opens the factors of one source."""

    def __init__(self, rulebook: Rulebook, scan: TableScan, closed: set[int]) -> None:
        self._calls = scan.table.calls
        self._closed = closed
        """The closed factors, which whoever scans looks at too."""
        self._settings = frozenset(
            f"{FACT}{id_}" for id_, fact in rulebook.facts.items() if fact.kind == "fact"
        )
        self._told: Counter[str] = Counter()
        self._asleep = dict(scan.followers)
        """What follows signatures that were not seen yet."""
        closed.update(*scan.followers.values())

    def take(self, outcome: Outcome) -> None:
        """What is looked for from here on: what follows a signature, and no setting without end."""
        for id_ in outcome.meaning.facts:
            self._tell(f"{FACT}{id_}")
        if self._asleep:
            for id_ in outcome.meaning.signatures:
                self._closed.difference_update(self._asleep.pop(id_, ()))

    def _tell(self, setting: str) -> None:
        if setting not in self._settings:
            return
        self._told[setting] += 1
        if self._told[setting] == ENOUGH_FACTS:
            for number, callers in enumerate(self._calls):
                if all(self._told[each.id] >= ENOUGH_FACTS for each in callers):
                    self._closed.add(number)

    def may_close(self, outcome: Outcome, factors: frozenset[int]) -> bool:
        """Whether a setting is told that will not be looked for in such records later on."""
        for id_ in outcome.meaning.facts:
            setting = f"{FACT}{id_}"
            calling = {n for n in factors if any(each.id == setting for each in self._calls[n])}
            if calling <= self._closable and not calling <= self._closed:
                return True
        return False

    @cached_property
    def _closable(self) -> frozenset[int]:
        """The factors by which nothing but settings is told."""
        numbered = enumerate(self._calls)
        return frozenset(
            [n for n, callers in numbered if all(each.id in self._settings for each in callers)]
        )
