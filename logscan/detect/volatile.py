"""Factors that the free characters of known lines can make or break.

Lines of one form differ in their runs of digits, or in hexadecimal ids. Whether such a line holds
a factor is the same for all of them, unless the factor itself stands on these characters.
"""

from __future__ import annotations

import re
from typing import Any

from logscan.factors import Factor, parser

WORD = re.compile(r"[0-9A-Za-z]+")
HEXADECIMAL = re.compile(r"[0-9a-f]+")
SHORTEST_ID = 8
DIGITS = frozenset(range(48, 58))
NAMED = {"CATEGORY_DIGIT", "CATEGORY_WORD", "CATEGORY_NOT_SPACE"}
"""The classes that hold all digits; their opposites hold none."""


def is_volatile(factor: Factor, *, ids: bool) -> bool:
    """Whether other digits could make or break a factor; with `ids`: or other hexadecimal ids."""
    literal = factor.literal
    if literal is None:
        return ids or not _only_meets_digits(parser.parse(factor.pattern, re.ASCII))
    return not DIGITS.isdisjoint(literal.encode()) or (ids and _may_hold_id(literal))


def _may_hold_id(literal: str) -> bool:
    """Whether a literal may begin or end in an id, or hold one."""
    size = len(literal)
    return any(
        HEXADECIMAL.fullmatch(word[0]) is not None
        and (word.start() == 0 or word.end() == size or len(word[0]) >= SHORTEST_ID)
        for word in WORD.finditer(literal)
    )


def _only_meets_digits(tree: Any) -> bool:
    """Whether a pattern reads no digit but one that it begins or ends with, whichever it is.

    A run of digits always has a first and a last one, so that this says nothing about the run.
    """
    items = list(tree)
    inner = items[1:-1]
    if len(items) < 2 or any(_reads_digits(*item) for item in inner):
        return False
    return _meets(*items[0], first=True) and _meets(*items[-1], first=False)


def _meets(operator: Any, argument: Any, *, first: bool) -> bool:
    """Whether an item reads no digit, or one of any kind where the pattern begins or ends."""
    name = str(operator)
    if name == "SUBPATTERN":
        return _meets_within(argument[3], first=first)
    if name == "BRANCH":
        return all(_meets_within(branch, first=first) for branch in argument[1])
    if name == "IN":
        return _digits_in(argument) in (frozenset(), DIGITS)
    return not _reads_digits(operator, argument)


def _meets_within(tree: Any, *, first: bool) -> bool:
    items = list(tree)
    if not items:
        return False
    outer, rest = (items[0], items[1:]) if first else (items[-1], items[:-1])
    return _meets(*outer, first=first) and not any(_reads_digits(*item) for item in rest)


def _reads_digits(operator: Any, argument: Any) -> bool:
    """Whether an item may stand for a digit."""
    name = str(operator)
    if name == "LITERAL":
        return argument in DIGITS
    if name == "IN":
        return bool(_digits_in(argument))
    if name == "SUBPATTERN":
        return any(_reads_digits(*item) for item in argument[3])
    if name == "BRANCH":
        return any(_reads_digits(*item) for branch in argument[1] for item in branch)
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        return any(_reads_digits(*item) for item in argument[2])
    return True


def _digits_in(items: Any) -> frozenset[int]:
    """The digits that a class of characters holds."""
    found: set[int] = set()
    negated = False
    for kind, value in items:
        name = str(kind)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            found.add(value)
        elif name == "RANGE":
            found.update(range(value[0], value[1] + 1))
        elif name == "CATEGORY" and str(value) in NAMED:
            found |= DIGITS
    held = DIGITS & found
    return DIGITS - held if negated else frozenset(held)
