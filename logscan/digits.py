"""Whether a condition looks at the digits of a text, or would say the same of any other digits.

Most of a storm differs in nothing but digits: times, process ids, addresses, sizes. Where no
condition looks at these, one answer holds for all lines of the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from logscan.factors import REPEATS, Choice, literals_of, parser

ASCII_DIGITS = frozenset("0123456789")
MASK = bytes.maketrans(b"0123456789", b"0000000000")
"""Takes the difference out of digits; the length stays."""
MOST_DIGITS = 6
"""Runs of more digits are never replaced by runs of another length."""
WHOLE = {"CATEGORY_DIGIT", "CATEGORY_NOT_DIGIT", "CATEGORY_WORD", "CATEGORY_NOT_WORD"}
WHOLE |= {"CATEGORY_SPACE", "CATEGORY_NOT_SPACE"}


class Look(NamedTuple):
    """One thing that a condition reads: a field, and what is wanted of it."""

    field: str
    wanted: Any
    """A pattern, or whatever else a condition may ask of a value."""

    def is_sharp(self, text: str) -> bool:
        """Whether other digits in the field's text could change the answer."""
        return may_see(self.wanted, text) if isinstance(self.wanted, str) else True


def looks(condition: Mapping[str, Any]) -> Iterator[Look]:
    """What a condition, given as plain data, reads; severity left out."""
    for field, value in condition.items():
        if value is None or field == "severity":
            continue
        if field in ("any", "all"):
            for part in value:
                yield from looks(part)
        elif field == "not":
            yield from looks(value)
        elif isinstance(value, list):
            yield from (Look(field, part) for part in value)
        else:
            yield Look(field, value)


def may_see(pattern: str, text: str) -> bool:
    """Whether other digits in `text` could change what a search for the pattern says of it."""
    parts = _seeing(pattern)
    if not parts:
        return False
    plain = text.encode("utf-8", "replace").translate(MASK)
    lowered = plain.lower()
    for choice in parts:
        if choice is None:
            return True
        for literal, caseless in choice:
            if literal in (lowered if caseless else plain):
                return True
    return False


Literals = tuple[tuple[bytes, bool], ...]


@lru_cache(maxsize=4096)
def _seeing(pattern: str) -> tuple[Literals | None, ...]:
    """For each alternative that tells digits apart the literals that it needs, digits masked.

    None where it needs none.
    """
    tree = parser.parse(pattern, re.ASCII)
    caseless = bool(tree.state.flags & re.IGNORECASE)
    found: list[Literals | None] = []
    for alternative in _alternatives(tree):
        if not _is_blind(alternative):
            choice: Choice | None = literals_of(alternative, caseless)
            found.append(None if choice is None else _masked(choice))
    return tuple(found)


def _masked(choice: Choice) -> Literals:
    return tuple(
        ((factor.literal or "").encode().translate(MASK), factor.caseless) for factor in choice
    )


def _alternatives(tree: Any) -> Iterator[Any]:
    """The alternatives of a pattern, where it is nothing but alternatives."""
    items = list(tree)
    if len(items) == 1 and str(items[0][0]) == "BRANCH":
        for branch in items[0][1][1]:
            yield from _alternatives(branch)
    else:
        yield items


def _is_blind(tree: Any) -> bool:
    """Whether a part of a parse tree takes every digit for any other."""
    return all(_item_is_blind(str(operator), argument) for operator, argument in tree)


def _item_is_blind(operator: str, argument: Any) -> bool:
    if operator in ("LITERAL", "NOT_LITERAL"):
        return chr(argument) not in ASCII_DIGITS
    if operator == "IN":
        return _class_is_blind(argument)
    if operator == "SUBPATTERN":
        return _is_blind(argument[3])
    if operator == "BRANCH":
        return all(map(_is_blind, argument[1]))
    if operator in REPEATS:
        return _is_blind(argument[2]) and _is_open(*argument)
    if operator in ("ASSERT", "ASSERT_NOT"):
        return _is_blind(argument[1])
    if operator == "ATOMIC_GROUP":
        return _is_blind(argument)
    return operator in ("ANY", "AT", "CATEGORY")


def _is_open(least: int, most: Any, tree: Any) -> bool:
    """Whether a repeat takes runs of digits of any length that may be met."""
    return len(tree) != 1 or not _is_digit(*tree[0]) or (least <= 1 and int(most) >= MOST_DIGITS)


def _is_digit(operator: Any, argument: Any) -> bool:
    """Whether an item of a parse tree stands for a digit and nothing else."""
    return str(operator) == "IN" and [str(value) for _, value in argument] in (
        ["CATEGORY_DIGIT"],
        ["(48, 57)"],
    )


def _class_is_blind(items: Any) -> bool:
    named: set[str] = set()
    for kind, value in items:
        if str(kind) == "LITERAL":
            named |= {chr(value)} & ASCII_DIGITS
        elif str(kind) == "RANGE":
            named |= {digit for digit in ASCII_DIGITS if value[0] <= ord(digit) <= value[1]}
        elif str(kind) == "CATEGORY" and str(value) not in WHOLE:
            return False
        elif str(kind) == "CATEGORY" and str(value) in ("CATEGORY_DIGIT", "CATEGORY_WORD"):
            named |= ASCII_DIGITS
    return not named or named == ASCII_DIGITS
