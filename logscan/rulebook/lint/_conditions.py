"""The conditions of a rule with the steps to them, and the alternatives in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from logscan.rulebook.lint._pack import Step, Written

Condition = Mapping[str, Any]
Steps = tuple[Step, ...]


def conditions(rule: Written) -> Iterator[tuple[Steps, Condition]]:
    """Every condition that is looked for in events."""
    data = rule.data
    if rule.kind == "causes":
        for rank in ("proves", "supports", "refutes"):
            for number, item in enumerate(data[rank]):
                yield from _evidence((rank, number), item)
        return
    yield ("match",), data["match"]
    for key in ("of", "absent", "without"):
        if isinstance(data.get("when", {}).get(key), dict):
            yield ("when", key), data["when"][key]
    for number, part in enumerate(data.get("when", {}).get("then") or ()):
        yield ("when", "then", number), part
    for number, off in enumerate(data.get("unless", ())):
        yield ("unless", number, "match"), off["match"]


def _evidence(steps: Steps, item: Mapping[str, Any]) -> Iterator[tuple[Steps, Condition]]:
    for key in ("match", "absent"):
        if item[key]:
            yield (*steps, key), item[key]
    for number, part in enumerate(item["all"] or ()):
        yield from _evidence((*steps, "all", number), part)


def patterns(steps: Steps, condition: Condition) -> Iterator[tuple[Steps, str]]:
    """Every pattern of a condition."""
    for key, value in condition.items():
        yield from _patterns((*steps, key), key, value)


def _patterns(steps: Steps, key: str, value: Any) -> Iterator[tuple[Steps, str]]:
    if key == "not" and isinstance(value, dict):
        yield from patterns(steps, value)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            if isinstance(part, dict):
                yield from patterns((*steps, number), part)
            elif isinstance(part, str):
                yield (*steps, number), part
    elif isinstance(value, str) and key != "severity":
        yield steps, value


def alternatives(steps: Steps, condition: Condition) -> Iterator[tuple[Steps, str, Condition]]:
    """For each alternative of a condition (a part of `any`, a top-level branch of a pattern) the
    condition with that alternative only."""
    for key, value in condition.items():
        if value is None or key == "not":
            continue
        for place, label, narrowed in _narrowed((*steps, key), key, value):
            yield place, label, {**condition, key: narrowed}


def _narrowed(steps: Steps, key: str, value: Any) -> Iterator[tuple[Steps, str, Any]]:
    if key == "any":
        for number, part in enumerate(value):
            inner = list(alternatives((*steps, number), part))
            if len(value) > 1 and not inner:
                yield (*steps, number), _label(part), [part]
            yield from ((place, label, [narrow]) for place, label, narrow in inner)
    elif key == "all":
        for number, part in enumerate(value):
            for place, label, narrow in alternatives((*steps, number), part):
                yield place, label, [*value[:number], narrow, *value[number + 1 :]]
    elif isinstance(value, str) and key != "severity":
        branches = split(value)
        if len(branches) > 1:
            yield from ((steps, branch, branch) for branch in branches)


def _label(part: Condition) -> str:
    return " and ".join(f"{key}: {value}" for key, value in part.items() if value is not None)


def split(pattern: str) -> list[str]:
    """The top-level branches of a pattern, each with the flags at its beginning."""
    flags = found[0] if (found := re.match(r"\(\?[aiLmsux]+\)", pattern)) else ""
    branches, depth, bracket, first = [], 0, False, 0
    at = start = len(flags)
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif bracket:
            bracket = char != "]" or at == first
        elif char == "[":
            bracket, first = True, at + 1 + (pattern[at + 1 : at + 2] == "^")
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            branches.append(pattern[start:at])
            start = at + 1
        at += 1
    return [flags + branch for branch in (*branches, pattern[start:])]
