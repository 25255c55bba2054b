"""A rule's condition taken apart, each part as a rule of its own, to see which part holds where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from logscan.rulebook.conditions import ByteFactors, compile_factors
from logscan.rulebook.load import RuleSet

PREFIX = "why."


class Probe(NamedTuple):
    """One part of a condition."""

    id: str
    """The id of the fact rule that looks for it."""
    label: str
    depth: int
    condition: Mapping[str, Any]


def probes(condition: Mapping[str, Any], byte_factors: ByteFactors) -> list[Probe]:
    """The condition and, below it, its parts that can be looked for alone."""
    return [
        Probe(f"{PREFIX}{number}", label, depth, part)
        for number, (label, depth, part) in enumerate(_parts(condition, 0))
        if compile_factors(part, byte_factors) is not None
    ]


def with_probes(rules: RuleSet, found: list[Probe]) -> RuleSet:
    """The rules with a fact for each probe."""
    added = {
        probe.id: {
            "title": probe.label,
            "kind": "probe",
            "name": probe.id,
            "value": "",
            "match": probe.condition,
        }
        for probe in found
    }
    return {**rules, "facts": {**rules["facts"], **added}}


def _parts(condition: Mapping[str, Any], depth: int) -> Iterator[tuple[str, int, dict[str, Any]]]:
    said = {name: value for name, value in condition.items() if value is not None}
    yield _label(said), depth, said
    for name, value in said.items():
        if len(said) > 1:
            yield from _parts({name: value}, depth + 1)
        elif name in ("any", "all"):
            for part in value:
                yield from _parts(part, depth + 1)


def _label(condition: Mapping[str, Any]) -> str:
    names = {"any": "one of", "all": "all of", "not": "not"}
    parts = [
        f"{names[name]} {len(value)} parts" if name in ("any", "all") else f"{name}: {value}"
        for name, value in condition.items()
    ]
    return " and ".join(parts)
