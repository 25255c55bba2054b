"""A condition of a rule, compiled: a test over one event, and the factors that it needs.

A test gives what its patterns captured (attribute names to values), or None where it fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple

from logscan.factors import Choice, Factor, cheapest, factors, together
from logscan.model import Event, Value
from logscan.rulebook.fuse import can_run_away

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
PROSE = {"examples", "fix", "references", "verify", "title", "explain", "because", "prevent"}
"""Parts of rules that hold no pattern which is searched for."""


class Blown(Exception):  # noqa: N818  (it tells of a fuse, not of an error)
    """A pattern took longer than the fuse allows."""


def attribute_name(group: str) -> str:
    """The attribute that a named group stands for."""
    return NAMES.get(group, group.replace("__", "."))


@lru_cache(maxsize=8192)
def _compiled(text: str) -> tuple[Callable[[str], Any], tuple[tuple[str, str], ...]]:
    """The search for a pattern, and its groups with the attributes that they stand for.

    Only what can run away needs the fuse that `regex` has; the others are compiled ten times faster
    by `re`, which reads them alike.
    """
    if REPEATS_FREELY.search(text) and can_run_away(text):
        import regex  # takes long to import, and a quiet log needs no such pattern

        pattern: Any = regex.compile(text, regex.ASCII | regex.VERSION0)
        search = partial(pattern.search, timeout=FUSE_SECONDS)
    else:
        pattern = re.compile(text, re.ASCII)
        search = pattern.search
    return search, tuple((group, attribute_name(group)) for group in pattern.groupindex)


def searcher(text: str, known: Known = NOT_KNOWN) -> Callable[[str], Captured | None]:
    """A search for a pattern that gives the named groups by attribute.

    The pattern is compiled for the first text that holds one of its literals, where these are known.
    """
    find: Callable[[str], Any] | None = None
    names: tuple[tuple[str, str], ...] = ()
    may_match: Callable[[str], bool] | None = None

    def search(subject: str) -> Captured | None:
        nonlocal find, names, may_match
        if find is None:
            may_match = may_match or _may_match(known.get(text))
            if not may_match(subject):
                return None
            find, names = _compiled(text)
        try:
            found = find(subject)
        except TimeoutError as error:
            raise Blown(text) from error
        if found is None:
            return None
        return _captured(found, names) if names else NOTHING

    return search


def _may_match(choice: Choice | None) -> Callable[[str], bool]:
    """Whether a text holds one of the literals that each match holds."""
    found = choice or frozenset()
    exact = [factor.literal for factor in sorted(found) if not factor.caseless]
    caseless = [factor.literal for factor in sorted(found) if factor.caseless]
    if not found or None in exact or None in caseless:
        return lambda text: True

    def test(text: str) -> bool:
        lowered = text.lower() if caseless else ""
        return any(str(literal) in text for literal in exact) or any(
            str(literal) in lowered for literal in caseless
        )

    return test


def _captured(found: Any, names: tuple[tuple[str, str], ...]) -> Captured:
    values: dict[str, Value] = {}
    for group, name in names:
        text = found[group]
        if text is not None:
            values[name] = int(text) if name in INTEGERS and text.isdigit() else text
    return values


def compile_test(condition: Mapping[str, Any], known: Known = NOT_KNOWN) -> Test:
    """The test of a condition given as plain data; `known` are factors of its patterns."""
    parts = [(key, value) for key, value in condition.items() if value is not None]
    tests = [_part(key, value, known) for key, value in sorted(parts, key=_effort)]
    if len(tests) == 1:
        return tests[0]
    return _every(tests)


def _effort(part: tuple[str, Any]) -> int:
    """Numbers are compared before texts are searched."""
    key, value = part
    return 1 if key in COMBINING or isinstance(value, str) else 0


def _part(key: str, value: Any, known: Known) -> Test:
    if key == "any":
        return _either([compile_test(part, known) for part in value])
    if key == "all":
        return _every([compile_test(part, known) for part in value])
    if key == "not":
        return _negated(compile_test(value, known))
    if key == "severity":
        return _severe(SEVERITY_NUMBERS[value])
    if key == "message":
        search = searcher(value, known)
        return lambda event: search(event.message)
    if key == "raw":
        search = searcher(value, known)
        return lambda event: search(event.record.text)
    return _attribute(key, compile_value(value, known))


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


def compile_value(wanted: Any, known: Known = NOT_KNOWN) -> Callable[[Value], Captured | None]:
    """The test of an attribute's value: equal, matching, one of several, or within bounds."""
    if isinstance(wanted, list):
        tests = [compile_value(part, known) for part in wanted]
        return lambda value: next((f for t in tests if (f := t(value)) is not None), None)
    if isinstance(wanted, dict):
        low, high = _bounds(wanted)
        return lambda value: (
            NOTHING if _number(value) is not None and (low <= float(value) <= high) else None
        )
    if isinstance(wanted, str):
        search = searcher(wanted, known)
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
        parts = [self._part(key, value) for key, value in condition.items() if value is not None]
        return parts[0] if len(parts) == 1 else cheapest(parts)

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
            if key not in PROSE:
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
