"""Which patterns can run away, so that a search needs a fuse; all others take linear time.

A repeat without limit is harmless where it takes one character of a set after the other, and can
only begin at the first or second of such characters in a row: then each run is entered once or
twice, and the rest of the pattern is tried once for each place in it.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from logscan.characters import EVERY, ONE, Characters, characters
from logscan.factors import REPEATS, parser

Before = frozenset[tuple[Characters, Characters]]
"""Which characters can stand directly before a part of a pattern, and before those: alternatives."""
ANYWHERE: Before = frozenset({(EVERY, EVERY)})
_BEGINNINGS: dict[str, Before] = {
    "AT_BEGINNING": frozenset({(frozenset("\n"), EVERY)}),
    "AT_BEGINNING_STRING": frozenset(),
}


class _RunsAwayError(Exception):
    """A repeat may be entered in the middle of a run, or takes more than one character."""


def can_run_away(pattern: str) -> bool:
    """Whether a search for the pattern may take more than linear time on some text."""
    tree = parser.parse(pattern, re.ASCII)
    try:
        _Walk(bool(tree.state.flags & re.IGNORECASE)).over(tree, ANYWHERE)
    except _RunsAwayError:
        return True
    return False


class _Walk(NamedTuple):
    """A walk through a parse tree that knows what can stand before each part."""

    caseless: bool

    def over(self, tree: Any, before: Before) -> Before:
        """What can stand before that which follows `tree`; raises _RunsAwayError."""
        for operator, argument in tree:
            before = self._item(str(operator), argument, before)
        return before

    def _item(self, operator: str, argument: Any, before: Before) -> Before:
        if operator in ONE:
            return _after(characters(operator, argument, self.caseless), before)
        if operator in REPEATS:
            return self._repeat(argument, before)
        if operator == "SUBPATTERN":
            return self._inside(argument).over(argument[3], before)
        if operator == "BRANCH":
            return frozenset().union(*(self.over(branch, before) for branch in argument[1]))
        if operator == "AT":
            return _BEGINNINGS.get(str(argument), before)
        if operator in ("ASSERT", "ASSERT_NOT"):
            self.over(argument[1], ANYWHERE)
            return before
        raise _RunsAwayError

    def _inside(self, group: Any) -> _Walk:
        return _Walk(self.caseless or bool(group[1] & re.IGNORECASE))

    def _repeat(self, argument: Any, before: Before) -> Before:
        least, most, tree = argument
        if most is not parser.MAXREPEAT:
            after = self.over(tree, before)
            after = after if most < 2 else after | self.over(tree, after)
            return after if least else before | after
        repeated = self._row(tree)
        if any(repeated & last and repeated & earlier for last, earlier in before):
            raise _RunsAwayError
        after = frozenset({(repeated, EVERY)})
        return after if least else before | after

    def _row(self, tree: Any) -> Characters:
        """The characters of a repeated part: one of them, or a mark and others up to the next one."""
        operator, argument = str(tree[0][0]), tree[0][1]
        if operator in ONE:
            mark = characters(operator, argument, self.caseless)
            if len(tree) == 1:
                return mark
            if len(tree) == 2 and str(tree[1][0]) in REPEATS:
                others = self._row(tree[1][1][2])
                if not mark & others:
                    return mark | others
        elif operator == "SUBPATTERN" and len(tree) == 1:
            return self._inside(argument)._row(argument[3])
        raise _RunsAwayError


def _after(taken: Characters, before: Before) -> Before:
    """What stands before that which follows one character."""
    return frozenset((taken, last) for last, _ in before) or frozenset({(taken, EVERY)})
