"""Calls without what cannot hold of a record, as the literals that it lacks tell.

A factor calls each matcher that it may stand for, and with it all the alternatives of the matcher,
most of which need literals of their own. A storm of texts that all differ is searched for each of
them in vain, unless those whose literals are missing are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from logscan.detect.needs import needs
from logscan.factors import Factor
from logscan.rulebook.load import factors_of
from logscan.rulebook.rules import MOST_SETS, Called, Calls, Matcher, Nearby, Table, followed
from logscan.rulebook.tables import reads

PAYS = 8
"""So often something must have been asked before it is narrowed: that costs as much as a few
answers."""
MOST_NARROWED, MOST_SEARCHED = 500, 50
"""So many sets of factors, and so many sets of patterns of the same calls: each takes some 20 KB."""
TEXTS = ("message", "raw")
IMPOSSIBLE: Mapping[str, Any] = {"any": []}
"""A condition that nothing passes."""

Condition = Mapping[str, Any]
RuledOut = Callable[[str, str], bool]
"""Whether a pattern cannot match one of the texts; is given the name of the text."""


class Narrowing:
    """Gives the calls of a table's factors; what holds of a record is the same as with all calls.

    That rests on the law of factors: a text that matches holds one of its pattern's literals, and
    so do the bytes of the record. Attributes may be made up by a parser, so only what is asked of
    texts is ruled out.
    """

    def __init__(self, calling: Table | Nearby, facts: Container[str]) -> None:
        """`facts` are the ids of the matchers that may be called no more once they held often."""
        self._calling = calling
        table = calling if isinstance(calling, Table) else calling.table
        self._numbers = {
            factor: number
            for number, factor in enumerate(table.factors)
            if factor.literal is not None and _is_never_closed(table.calls[number], facts)
        }
        self._known: dict[frozenset[int], Called] = {}
        self._asked: Counter[frozenset[int]] = Counter()

    def called(self, numbers: frozenset[int]) -> Called:
        """The matchers to try on a record that holds these factors and no other ones."""
        found = self._known.get(numbers)
        if found is not None:
            return found
        found = self._calling.called(numbers)
        self._asked[numbers] += 1
        if self._asked[numbers] > PAYS and len(self._known) < MOST_NARROWED:
            found = self._known[numbers] = self._narrowed(found, numbers)
        if len(self._asked) > MOST_SETS:
            self._asked.clear()
        return found

    def _narrowed(self, calls: Called, numbers: frozenset[int]) -> Called:
        lacked = frozenset([f for f, number in self._numbers.items() if number not in numbers])

        def ruled_out(_: str, pattern: str) -> bool:
            choice = _factors_of(pattern)
            return choice is not None and choice <= lacked

        return tuple([_possible(each, ruled_out) for each in calls])


class Searched:
    """Narrows calls by a look for the literals of their patterns in the texts themselves.

    That is so much cheaper than to search for the patterns that it pays where a text is long.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._asked = 0
        self._patterns: dict[str, frozenset[str]] = {}
        self._literals: dict[str, list[tuple[str, Factor]]] = {}
        self._known: dict[frozenset[tuple[str, str]], Calls] = {}
        """The calls without some patterns, each with the name of its text."""

    def within(self, message: str, raw: str) -> Calls:
        """Those that can hold of an event with this message and this raw text."""
        self._asked += 1
        if self._asked <= PAYS:
            return self._calls
        if not self._patterns:
            self._prepare()
        lacking = frozenset([*self._lacking("message", message), *self._lacking("raw", raw)])
        found = self._known.get(lacking)
        if found is None:
            if len(self._known) >= MOST_SEARCHED:
                return self._calls
            found = _possible(self._calls, lambda text, pattern: (text, pattern) in lacking)
            self._known[lacking] = found
        return found

    def _prepare(self) -> None:
        for text in TEXTS:
            conditions = [matcher.condition for matcher in self._calls.matchers]
            patterns = frozenset(p for each in conditions for p in _patterns(each, text))
            found = {factor for p in patterns for factor in needs(p).all_literals()}
            self._patterns[text] = patterns
            self._literals[text] = [(str(each.literal), each) for each in sorted(found)]

    def _lacking(self, name: str, text: str) -> Iterator[tuple[str, str]]:
        """The patterns of which a text lacks what they need."""
        lowered = text.lower()
        lacked = {
            factor
            for word, factor in self._literals[name]
            if word not in (lowered if factor.caseless else text)
        }
        return ((name, p) for p in self._patterns[name] if not needs(p).are_met(lacked))


def _is_never_closed(callers: Sequence[Matcher], facts: Container[str]) -> bool:
    """Whether a factor is looked for in the whole source.

    Others are not reported before a signature was seen, or no more once a fact was told often.
    """
    return any(not followed(each.id) and each.id not in facts for each in callers)


def _possible(calls: Calls, ruled_out: RuledOut) -> Calls:
    """The calls that can hold, in the same order, without the parts that cannot."""
    left: list[Matcher] = []
    for matcher in calls.matchers:
        condition = _left(matcher.condition, ruled_out)
        if condition == matcher.condition:
            left.append(matcher)
        elif condition != IMPOSSIBLE:
            left.append(replace(matcher, reads=reads(condition), condition=condition))
    return Calls.of(left)


def _left(condition: Condition, ruled_out: RuledOut) -> Condition:
    """What is left of a condition where some patterns cannot match."""
    left: dict[str, Any] = {}
    for key, value in condition.items():
        if key == "any" and value is not None:
            left[key] = [part for each in value if (part := _left(each, ruled_out)) != IMPOSSIBLE]
            if not left[key]:
                return IMPOSSIBLE
        elif key == "all" and value is not None:
            left[key] = [_left(each, ruled_out) for each in value]
            if IMPOSSIBLE in left[key]:
                return IMPOSSIBLE
        elif key in TEXTS and value is not None and ruled_out(key, value):
            return IMPOSSIBLE
        else:
            left[key] = value
    return left


def _patterns(condition: Condition, text: str) -> Iterator[str]:
    """The patterns that may be ruled out of a condition."""
    for key, value in condition.items():
        if key in ("any", "all") and value is not None:
            for part in value:
                yield from _patterns(part, text)
        elif key == text and value is not None:
            yield value


_factors_of = cache(factors_of)
