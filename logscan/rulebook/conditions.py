"""A condition of a rule, compiled: a test over one event, and the factors that it needs.

A test gives what its patterns captured (attribute names to values), or None where it fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple

import regex

from logscan.factors import Choice, Factor, cheapest, factors, together
from logscan.model import Event, Value

Captured = Mapping[str, Value]
Test = Callable[[Event], Captured | None]
ByteFactors = Callable[[str, float, float], tuple[str, ...]]
"""How a numeric attribute between two bounds looks in the bytes of any known format."""

Known = Mapping[str, Choice | None]
"""Factors of patterns that were worked out before."""
NOT_KNOWN: Known = {}

SEVERITY_NUMBERS = {"debug": 5, "info": 9, "warn": 13, "error": 17, "fatal": 21}
NUMERIC = ("http.response.status_code", "duration")
COMBINING = ("any", "all", "not", "severity")
NAMES = {
    "pid": "process.pid",
    "host": "server.address",
    "port": "server.port",
    "path": "url.path",
    "method": "http.request.method",
    "status": "http.response.status_code",
    "seconds": "duration",
    "addr": "client.address",
}
INTEGERS = {"process.pid", "server.port", "http.response.status_code"}
FUSE_SECONDS = 2.0
REPEATS_FREELY = re.compile(r"[*+]|\{\d*,\}")
NOTHING: Captured = {}


class Blown(Exception):  # noqa: N818  (it tells of a fuse, not of an error)
    """A pattern took longer than the fuse allows."""


def attribute_name(group: str) -> str:
    """The attribute that a named group stands for."""
    return NAMES.get(group, group.replace("__", "."))


@lru_cache(maxsize=8192)
def _compiled(text: str) -> tuple[Callable[[str], Any], tuple[tuple[str, str], ...]]:
    """The search for a pattern, and its groups with the attributes that they stand for.

    Only what repeats without limit can run away and needs the fuse that `regex` has; the others are
    compiled ten times faster by `re`, which reads them alike.
    """
    if REPEATS_FREELY.search(text):
        pattern: Any = regex.compile(text, regex.ASCII | regex.VERSION0)
        search = partial(pattern.search, timeout=FUSE_SECONDS)
    else:
        pattern = re.compile(text, re.ASCII)
        search = pattern.search
    return search, tuple((group, attribute_name(group)) for group in pattern.groupindex)


def searcher(text: str) -> Callable[[str], Captured | None]:
    """A search for a pattern that gives the named groups by attribute; compiled when first used."""

    def search(subject: str) -> Captured | None:
        find, names = _compiled(text)
        try:
            found = find(subject)
        except TimeoutError as error:
            raise Blown(text) from error
        if found is None:
            return None
        return _captured(found, names) if names else NOTHING

    return search


def _captured(found: Any, names: tuple[tuple[str, str], ...]) -> Captured:
    values: dict[str, Value] = {}
    for group, name in names:
        text = found[group]
        if text is not None:
            values[name] = int(text) if name in INTEGERS and text.isdigit() else text
    return values


def compile_test(condition: Mapping[str, Any]) -> Test:
    """The test of a condition given as plain data."""
    tests = [_part(key, value) for key, value in condition.items() if value is not None]
    if len(tests) == 1:
        return tests[0]
    return _every(tests)


def _part(key: str, value: Any) -> Test:
    if key == "any":
        return _either([compile_test(part) for part in value])
    if key == "all":
        return _every([compile_test(part) for part in value])
    if key == "not":
        return _negated(compile_test(value))
    if key == "severity":
        return _severe(SEVERITY_NUMBERS[value])
    if key == "message":
        search = searcher(value)
        return lambda event: search(event.message)
    if key == "raw":
        search = searcher(value)
        return lambda event: search(event.record.text)
    return _attribute(key, compile_value(value))


def _every(tests: list[Test]) -> Test:
    def test(event: Event) -> Captured | None:
        captured: dict[str, Value] = {}
        for part in tests:
            found = part(event)
            if found is None:
                return None
            captured.update(found)
        return captured

    return test


def _either(tests: list[Test]) -> Test:
    def test(event: Event) -> Captured | None:
        for part in tests:
            found = part(event)
            if found is not None:
                return found
        return None

    return test


def _negated(inner: Test) -> Test:
    return lambda event: NOTHING if inner(event) is None else None


def _severe(least: int) -> Test:
    return lambda event: NOTHING if (event.severity or 0) >= least else None


def _attribute(name: str, test: Callable[[Value], Captured | None]) -> Test:
    def read(event: Event) -> Captured | None:
        value = event.attributes.get(name)
        return None if value is None else test(value)

    return read


def compile_value(wanted: Any) -> Callable[[Value], Captured | None]:
    """The test of an attribute's value: equal, matching, one of several, or within bounds."""
    if isinstance(wanted, list):
        tests = [compile_value(part) for part in wanted]
        return lambda value: next((f for t in tests if (f := t(value)) is not None), None)
    if isinstance(wanted, dict):
        low, high = _bounds(wanted)
        return lambda value: (
            NOTHING if _number(value) is not None and (low <= float(value) <= high) else None
        )
    if isinstance(wanted, str):
        search = searcher(wanted)
        return lambda value: search(str(value))
    return lambda value: NOTHING if value == wanted else None


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def _bounds(wanted: Mapping[str, Any]) -> tuple[float, float]:
    low, high = wanted.get("at_least"), wanted.get("at_most")
    return (float("-inf") if low is None else low, float("inf") if high is None else high)


def compile_factors(
    condition: Mapping[str, Any], byte_factors: ByteFactors, known: Known = NOT_KNOWN
) -> Choice | None:
    """The factors of which each event that passes holds one, or None where there are none."""
    return _FactorsOf(byte_factors, known).condition(condition)


class _FactorsOf(NamedTuple):
    """Takes factors from conditions."""

    byte_factors: ByteFactors
    known: Known

    def condition(self, condition: Mapping[str, Any]) -> Choice | None:
        """All parts must hold: the cheapest of them is enough."""
        return cheapest(
            self._part(key, value) for key, value in condition.items() if value is not None
        )

    def _part(self, key: str, value: Any) -> Choice | None:
        if key == "any":
            return together(self.condition(part) for part in value)
        if key == "all":
            return cheapest(self.condition(part) for part in value)
        if key == "not":
            return None
        if key == "severity":
            return _choice(self.byte_factors("severity", SEVERITY_NUMBERS[value], 24))
        return self._value(key, value)

    def _value(self, key: str, value: Any) -> Choice | None:
        if isinstance(value, list):
            if key in NUMERIC and all(isinstance(part, int) for part in value):
                return _merged(value, [self.byte_factors(key, part, part) for part in value])
            return together(self._value(key, part) for part in value)
        if isinstance(value, str):
            return self.known[value] if value in self.known else factors(value)
        if isinstance(value, bool) or key not in NUMERIC:
            return None
        low, high = _bounds(value) if isinstance(value, dict) else (value, value)
        return _choice(self.byte_factors(key, low, high))


def patterns(rule: object) -> Iterator[str]:
    """Every text in a rule that may be a pattern of a condition."""
    if isinstance(rule, dict):
        for key, value in rule.items():
            if key not in ("examples", "fix", "references"):
                yield from patterns(value)
    elif isinstance(rule, list):
        for value in rule:
            yield from patterns(value)
    elif isinstance(rule, str):
        yield rule


def _merged(numbers: list[int], patterns: list[tuple[str, ...]]) -> Choice | None:
    """The forms of several numbers as one form with alternatives, where they differ in it only."""
    marks = [f"(?:{number})" for number in numbers]
    forms: dict[str, None] = {}
    for mark, found in zip(marks, patterns, strict=True):
        forms.update(dict.fromkeys(pattern.replace(mark, "(?:@)") for pattern in found))
    joined = "(?:" + "|".join(str(number) for number in numbers) + ")"
    return _choice(tuple(form.replace("(?:@)", joined) for form in forms))


def _choice(patterns: tuple[str, ...]) -> Choice | None:
    return frozenset(Factor(pattern) for pattern in patterns) or None
