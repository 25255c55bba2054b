"""What a pattern needs of a text: literals, all of some and one of others.

The factors of a pattern are the few literals that are worth scanning for; these are all that it
has, for a text that is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache
from typing import Any, NamedTuple

from logscan.factors import REPEATS, SAFE, Factor, literals_of, parser


class Needs(NamedTuple):
    """All these literals, and of each of these sets of alternatives one."""

    literals: tuple[Factor, ...]
    choices: tuple[tuple[Needs, ...], ...]

    def are_met(self, lacked: Container[Factor]) -> bool:
        """Whether a text may match that lacks some literals."""
        for literal in self.literals:
            if literal in lacked:
                return False
        return all(any(each.are_met(lacked) for each in choice) for choice in self.choices)

    def all_literals(self) -> Iterator[Factor]:
        """Every literal, however deep."""
        yield from self.literals
        for choice in self.choices:
            for each in choice:
                yield from each.all_literals()


@cache
def needs(pattern: str) -> Needs:
    """What a pattern needs; nothing where no literal is long enough to tell."""
    tree = parser.parse(pattern, re.ASCII)
    return _of(tree, bool(tree.state.flags & re.IGNORECASE))


def _of(tree: Any, caseless: bool) -> Needs:
    literals: list[Factor] = []
    choices: list[tuple[Needs, ...]] = []
    for part in _parts(tree, caseless):
        if isinstance(part, Needs):
            literals += part.literals
            choices += part.choices
        elif isinstance(part, Factor):
            literals.append(part)
        else:
            choices.append(tuple(part))
    return Needs(tuple(literals), tuple(choices))


def _parts(tree: Any, caseless: bool) -> Iterator[Factor | Needs | list[Needs]]:
    """What each run of characters and each group of a sequence needs."""
    run: list[Any] = []
    for operator, argument in tree:
        name = str(operator)
        if name == "LITERAL" and chr(argument) in SAFE:
            run.append((operator, argument))
            continue
        yield from literals_of(run, caseless) or ()
        run = []
        if name == "SUBPATTERN":
            _, added, removed, inner = argument
            folded = (caseless or bool(added & re.IGNORECASE)) and not removed & re.IGNORECASE
            yield _of(inner, folded)
        elif name == "ATOMIC_GROUP":
            yield _of(argument, caseless)
        elif name == "BRANCH":
            yield [_of(branch, caseless) for branch in argument[1]]
        elif name in REPEATS and argument[0]:
            yield _of(argument[2], caseless)
    yield from literals_of(run, caseless) or ()
