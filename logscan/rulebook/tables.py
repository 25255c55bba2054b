"""Which factors call which matchers: the table that the scan works by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from logscan.factors import Factor
from logscan.rulebook.rules import Matcher, Nearby, Table

CODES = re.compile(r"\(\?:([0-9]{3}(?:\|[0-9]{3})*)\)")
"""The status codes in a byte form."""


def table(matchers: Iterable[Matcher]) -> Table:
    """The matchers by the factors that call them."""
    called: dict[Factor, list[Matcher]] = {}
    for matcher in matchers:
        for factor in matcher.factors:
            called.setdefault(factor, []).append(matcher)
    called = _with_codes_joined(called)
    factors = tuple(sorted(called))
    return Table(factors, tuple(tuple(called[factor]) for factor in factors))


def _with_codes_joined(called: dict[Factor, list[Matcher]]) -> dict[Factor, list[Matcher]]:
    """The same with one factor for each form of a status code, whatever the code.

    Many forms that differ only in the code make the scan slow to compile and to run.
    """
    joined: dict[Factor, list[Matcher]] = {}
    codes: dict[str, dict[str, None]] = {}
    callers: dict[str, dict[str, Matcher]] = {}
    for factor, matchers in called.items():
        found = None if factor.literal is not None else CODES.search(factor.pattern)
        if found is None:
            joined[factor] = matchers
            continue
        form = CODES.sub("(?:@)", factor.pattern, count=1)
        codes.setdefault(form, {}).update(dict.fromkeys(found[1].split("|")))
        callers.setdefault(form, {}).update((matcher.id, matcher) for matcher in matchers)
    for form, numbers in codes.items():
        pattern = form.replace("(?:@)", f"(?:{_any_of(numbers)})")
        joined[Factor(pattern)] = list(callers[form].values())
    return joined


def _any_of(codes: Iterable[str]) -> str:
    """Codes as alternatives that compile quickly: those with the same first digits together."""
    last: dict[str, str] = {}
    for code in sorted(codes):
        last[code[:-1]] = last.get(code[:-1], "") + code[-1]
    return "|".join(f"{first}[{digits}]" for first, digits in last.items())


def nearby(matchers: Iterable[Matcher]) -> Nearby:
    """What is tried around hits: called by literals where these are all that a matcher needs."""
    by_literal: list[Matcher] = []
    always: list[Matcher] = []
    for matcher in matchers:
        literal = all(factor.literal is not None for factor in matcher.factors)
        (by_literal if literal and matcher.factors else always).append(matcher)
    return Nearby(table(by_literal), always)


def reads(condition: Mapping[str, Any]) -> frozenset[str]:
    """What of an event a condition looks at: attributes, `message`, `severity`, `raw`."""
    found: set[str] = set()
    for key, value in condition.items():
        if value is None:
            continue
        if key in ("any", "all"):
            found.update(*map(reads, value))
        elif key == "not":
            found |= reads(value)
        else:
            found.add(key)
    return frozenset(found)
