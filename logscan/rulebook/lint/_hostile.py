"""Texts that are as bad as possible for a pattern, made from its own parse tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

PARSER: Any = import_module("re._parser")
"""The parse tree is the only place that knows what a pattern repeats."""

SIZE = 64 * 1024
"""A pattern sees at most so much of a record."""
ENDLESS = 256
"""A repeat of so many or more counts as unbounded."""
MOST_TEXTS = 12
REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
CATEGORY: dict[str, str] = {
    "CATEGORY_DIGIT": "7",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_WORD": "-",
}


def hostile(pattern: str) -> list[str]:
    """Texts of 64 KiB: what leads up to each unbounded repeat, again and again, and once with
    endless food for the repeat; the beginning of a match repeated."""
    tree = PARSER.parse(pattern, re.ASCII)
    texts = [_filled(_match(tree)[:-1] or "a")]
    for before, unit in list(_repeats(tree, ""))[: MOST_TEXTS // 2]:
        texts += [(before + _filled(unit))[:SIZE], _filled(before + unit)]
    return list(dict.fromkeys(texts))


def nested(pattern: str) -> bool:
    """Whether an unbounded repeat repeats nothing but an unbounded repeat."""
    return any(_nested(body) for body in _bodies(PARSER.parse(pattern, re.ASCII)))


def _bodies(tree: Any) -> Iterator[Any]:
    for operator, argument in tree:
        for inner in _inner(str(operator), argument):
            if str(operator) in ("MAX_REPEAT", "MIN_REPEAT") and argument[1] >= ENDLESS:
                yield inner
            yield from _bodies(inner)


def _nested(body: Any) -> bool:
    """Whether a body consists of an unbounded repeat and what may be empty."""
    endless = False
    for operator, argument in body:
        name = str(operator)
        if name == "SUBPATTERN":
            endless |= _nested(argument[3])
            if not _nested(argument[3]):
                return False
        elif name == "BRANCH":
            endless |= any(_nested(branch) for branch in argument[1])
        elif name in REPEATS:
            endless |= argument[1] >= ENDLESS and name != "POSSESSIVE_REPEAT"
            if argument[0] and argument[1] < ENDLESS:
                return False
        elif name not in ("AT", "ASSERT", "ASSERT_NOT"):
            return False
    return endless


def _inner(operator: str, argument: Any) -> list[Any]:
    if operator in REPEATS:
        return [argument[2]]
    if operator == "SUBPATTERN":
        return [argument[3]]
    if operator == "BRANCH":
        return list(argument[1])
    if operator in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    return [argument] if operator == "ATOMIC_GROUP" else []


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """For each unbounded repeat a text that leads up to it and one that it takes."""
    for operator, argument in tree:
        name = str(operator)
        for inner in _inner(name, argument):
            if name in REPEATS and argument[1] >= ENDLESS:
                yield before, _match(inner) or "a"
            yield from _repeats(inner, before)
        before += _item(name, argument)


def _match(tree: Any) -> str:
    """A short text that matches, as far as look-arounds do not forbid it."""
    return "".join(_item(str(operator), argument) for operator, argument in tree)


def _item(operator: str, argument: Any) -> str:
    if operator == "LITERAL":
        return chr(argument)
    if operator == "NOT_LITERAL":
        return "a" if argument != ord("a") else "b"
    if operator == "ANY":
        return "a"
    if operator == "IN":
        return _member(argument)
    if operator in REPEATS:
        times: int = max(argument[0], min(1, argument[1]))
        return _match(argument[2]) * times
    inner = _inner(operator, argument)
    return _match(inner[0]) if inner and operator not in ("ASSERT", "ASSERT_NOT") else ""


def _member(items: Any) -> str:
    """A character of a class."""
    excluded = str(items[0][0]) == "NEGATE"
    members: set[str] = set()
    for operator, argument in items:
        if str(operator) == "LITERAL":
            members.add(chr(argument))
        elif str(operator) == "RANGE":
            members.add(chr(argument[0]))
        elif str(operator) == "CATEGORY":
            members.add(CATEGORY.get(str(argument), "a"))
    if not excluded:
        return min(members)
    return next((char for char in "a7 -/_\"'.:x" if char not in members), "\u00e4")


def _filled(unit: str) -> str:
    return (unit * (SIZE // len(unit) + 1))[:SIZE]
