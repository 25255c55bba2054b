"""Which factors call which matchers: the table that the scan works by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from logscan.factors import Choice, Factor
from logscan.rulebook.rules import Matcher, Table


def needles(choice: Choice) -> tuple[tuple[str, bool], ...]:
    literals = [(factor.literal, factor.caseless) for factor in sorted(choice)]
    return (
        tuple((text, caseless) for text, caseless in literals if text is not None)
        if all(text is not None for text, _ in literals)
        else ()
    )


CODES = re.compile(r"\(\?:([0-9]{3}(?:\|[0-9]{3})*)\)")
"""The status codes in a byte form."""


def table(matchers: Iterable[Matcher]) -> Table:
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
        pattern = form.replace("(?:@)", "(?:" + "|".join(sorted(numbers)) + ")")
        joined[Factor(pattern)] = list(callers[form].values())
    return joined


def on_message(condition: Mapping[str, Any]) -> bool:
    """Whether a condition looks at the message and the severity alone."""
    return all(_on_message(key, value) for key, value in condition.items() if value is not None)


def _on_message(key: str, value: Any) -> bool:
    if key in ("any", "all"):
        return all(on_message(part) for part in value)
    return on_message(value) if key == "not" else key in ("message", "severity")
