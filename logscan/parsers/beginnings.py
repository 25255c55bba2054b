"""The characters with which a text that a pattern matches can begin."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from logscan.characters import EVERY, ONE, Characters, characters
from logscan.factors import REPEATS, parser

_ZERO_WIDTH = {"AT", "ASSERT", "ASSERT_NOT"}


def beginnings(pattern: str) -> Characters | None:
    """The characters, or None where the pattern also matches nothing, or cannot be told."""
    tree = parser.parse(pattern, re.ASCII)
    found = _Walk(bool(tree.state.flags & re.IGNORECASE)).over(tree)
    return None if found.empty else found.first


class _Found(NamedTuple):
    first: Characters
    empty: bool
    """Whether it can match nothing, so that what follows it may begin the text."""


class _Walk(NamedTuple):
    """A walk to the first items of a parse tree."""

    caseless: bool

    def over(self, tree: Any) -> _Found:
        first: Characters = frozenset()
        for operator, argument in tree:
            found = self._item(str(operator), argument)
            first |= found.first
            if not found.empty:
                return _Found(first, False)
        return _Found(first, True)

    def _item(self, operator: str, argument: Any) -> _Found:
        if operator in ONE:
            return _Found(characters(operator, argument, self.caseless), False)
        if operator in REPEATS:
            found = self.over(argument[2])
            return _Found(found.first, found.empty or argument[0] == 0)
        if operator == "SUBPATTERN":
            return _Walk(self.caseless or bool(argument[1] & re.IGNORECASE)).over(argument[3])
        if operator == "ATOMIC_GROUP":
            return self.over(argument)
        if operator == "BRANCH":
            branches = [self.over(branch) for branch in argument[1]]
            first = frozenset[str]().union(*(branch.first for branch in branches))
            return _Found(first, any(branch.empty for branch in branches))
        if operator in _ZERO_WIDTH:
            return _Found(frozenset(), True)
        return _Found(EVERY, True)
