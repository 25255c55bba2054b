"""The factors of a pattern: literals of which every text that matches must hold one.

Full patterns cannot be searched for in raw bytes (JSON escapes, prefixes, colour codes), but a
literal of characters that no log encoding escapes stands in the raw bytes whenever it stands in
the decoded text. So the scan looks for factors only, and the pattern confirms on the text.
"""

from __future__ import annotations

import importlib
import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

parser: Any = importlib.import_module("re._parser")
"""The parse tree is the only sound place to take literals from."""
SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _.,:;()[]-")
SHORTEST = 3
LONGEST = 24
RARE = 6
FORM_WORTH = 6
"""A byte form is about as telling as a literal of so many characters."""

REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
ZERO_WIDTH = {"AT", "ASSERT_NOT"}


class Factor(NamedTuple):
    """One thing to scan for: a regex over ASCII bytes, nearly always an escaped literal."""

    pattern: str
    caseless: bool = False

    @classmethod
    def of(cls, literal: str, caseless: bool = False) -> Factor:
        """The factor of a literal; caseless ones are kept in lower case, so that they merge."""
        has_case = caseless and literal.lower() != literal.upper()
        return cls(re.escape(literal.lower() if has_case else literal), has_case)

    @property
    def literal(self) -> str | None:
        """The text that it stands for, or None where it is more than a literal."""
        return _literal(self.pattern)


@lru_cache(maxsize=65536)
def _literal(pattern: str) -> str | None:
    text = pattern.replace("\\", "")  # no literal of ours holds one
    return text if re.escape(text) == pattern else None


Choice = frozenset[Factor]
"""Factors of which one must be there."""


@lru_cache(maxsize=32768)
def factors(pattern: str) -> Choice | None:
    """The best set of factors of `pattern`, or None where it has none.

    Raises re.error where the pattern is none.
    """
    tree = parser.parse(pattern, re.ASCII)
    return literals_of(tree, bool(tree.state.flags & re.IGNORECASE))


def literals_of(tree: Any, caseless: bool) -> Choice | None:
    """The same as `factors`, of a part of a parse tree."""
    return _best(_Walk().over(tree, caseless))


def price(choice: Choice) -> float:
    """How much a choice lets through: smaller is better. Short literals and many are dear."""
    shortest = min(len((factor.literal or "").strip()) or FORM_WORTH for factor in choice)
    return math.log2(len(choice)) / 2 - min(shortest, 16)


def is_dear(choice: Choice) -> bool:
    """Whether so much holds one of the factors that they are not worth scanning for everywhere."""
    return any(map(is_common, choice))


def is_common(factor: Factor) -> bool:
    """Whether much of any log holds it: a short word, or the form of a number."""
    return factor.literal is None or len(factor.literal.strip()) < RARE


def cheapest(choices: Iterable[Choice | None]) -> Choice | None:
    """The best of several choices that must all hold, or None where there is none."""
    return _best(choice for choice in choices if choice is not None)


def together(choices: Iterable[Choice | None]) -> Choice | None:
    """The choice for alternatives: all their factors, or None where one has none."""
    union: Choice = frozenset()
    for choice in choices:
        if choice is None:
            return None
        union |= choice
    return union or None


def _best(choices: Iterable[Choice]) -> Choice | None:
    return min(choices, key=lambda choice: (price(choice), sorted(choice)), default=None)


class _Walk:
    """A walk through a parse tree that gathers runs of literals and the choices of branches."""

    def __init__(self, run: str = "", caseless: bool = False) -> None:
        self.choices: list[Choice] = []
        self.run = run
        self.run_caseless = caseless

    def over(self, tree: Any, caseless: bool) -> list[Choice]:
        """All choices that `tree` demands."""
        self._sequence(tree, caseless)
        self._flush()
        return self.choices

    def _sequence(self, tree: Any, caseless: bool) -> None:
        for operator, argument in tree:
            self._item(str(operator), argument, caseless)

    def _item(self, operator: str, argument: Any, caseless: bool) -> None:
        if operator == "LITERAL":
            self._literal(chr(argument), caseless)
        elif operator == "SUBPATTERN":
            self._group(argument, caseless)
        elif operator == "ATOMIC_GROUP":
            self._sequence(argument, caseless)
        elif operator == "BRANCH":
            branches = [
                _best(_Walk(self.run, self.run_caseless).over(branch, caseless))
                for branch in argument[1]
            ]
            self._flush()
            self._add(together(branches))
        elif operator in REPEATS:
            self._repeat(argument, caseless)
        elif operator not in ZERO_WIDTH:
            self._flush()

    def _literal(self, char: str, caseless: bool) -> None:
        if char not in SAFE:
            self._flush()
            return
        if self.run and caseless != self.run_caseless:
            self._flush()
        self.run += char
        self.run_caseless = caseless

    def _group(self, argument: Any, caseless: bool) -> None:
        _, added, removed, tree = argument
        inner = (caseless or bool(added & re.IGNORECASE)) and not removed & re.IGNORECASE
        self._sequence(tree, inner)

    def _repeat(self, argument: Any, caseless: bool) -> None:
        least, most, tree = argument
        if least == most == 1:
            self._sequence(tree, caseless)
            return
        self._flush()
        if least:
            self._add(_best(_Walk().over(tree, caseless)))

    def _flush(self) -> None:
        for literal in _pieces(self.run):
            self._add(frozenset({Factor.of(literal, self.run_caseless)}))
        self.run = ""

    def _add(self, choice: Choice | None) -> None:
        if choice:
            self.choices.append(choice)


def _pieces(run: str) -> Iterator[str]:
    if len(run.strip()) >= SHORTEST:
        yield run[:LONGEST] if len(run) <= LONGEST + 8 else run.strip()[-LONGEST:]
