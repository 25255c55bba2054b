"""Which characters an item of a pattern's parse tree stands for."""

from __future__ import annotations

import re
from typing import Any

Characters = frozenset[str]

OTHER = "\x80"
"""Stands for all characters that are not ASCII."""
EVERY: Characters = frozenset(map(chr, range(129)))
ONE = {"LITERAL", "NOT_LITERAL", "IN", "ANY"}
"""The operators of items that are one character wide."""
_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def characters(operator: str, argument: Any, caseless: bool) -> Characters:
    """What one of `ONE` with ASCII classes can match, rather too much than too little."""
    if operator == "LITERAL":
        return _cases(_named(argument), caseless)
    if operator == "NOT_LITERAL":
        return EVERY - (_cases(_named(argument), caseless) - {OTHER})
    return _of_set(argument, caseless) if operator == "IN" else EVERY


def _of_set(items: Any, caseless: bool) -> Characters:
    negated, found = False, frozenset[str]()
    for operator, argument in items:
        if str(operator) == "NEGATE":
            negated = True
        elif str(operator) == "LITERAL":
            found |= _named(argument)
        elif str(operator) == "RANGE":
            found |= {c for c in EVERY - {OTHER} if argument[0] <= ord(c) <= argument[1]}
            found |= {OTHER} if argument[1] > 127 else frozenset()
        else:
            belongs = re.compile(_CATEGORIES[str(argument)], re.ASCII).match
            found |= {c for c in EVERY if belongs(c)}
    found = _cases(found, caseless)
    return (EVERY - found) | {OTHER} if negated else found


def _named(code: int) -> Characters:
    return frozenset({chr(code) if code < 128 else OTHER})


def _cases(found: Characters, caseless: bool) -> Characters:
    """The same in both cases, if case makes no difference."""
    if not caseless:
        return found
    return found.union(*((c.lower(), c.upper()) for c in found if c != OTHER))
