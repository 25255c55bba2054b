"""Lasting things that the log says: settings and platforms, deploys, restarts and stops."""

from __future__ import annotations

import re
from collections.abc import Iterable

from logscan.detect.evidence import evidence
from logscan.detect.match import FACT
from logscan.detect.tally import Tally
from logscan.model import Deploy, Fact, Hit, SourceSummary, Value
from logscan.rulebook.conditions import attribute_name
from logscan.rulebook.rules import FactRule, Rulebook

PLATFORM = "cloud.platform"


def facts(tally: Tally, rulebook: Rulebook) -> tuple[Fact, ...]:
    """Every value of every fact, in the order in which it was said; repetitions once."""
    found: dict[tuple[str, Value, str], Fact] = {}
    for rule, hit in _hits(tally, rulebook, ("fact",)):
        value = _value(rule, hit)
        fact = Fact(rule.name, value, hit.event.record.source, hit.event.record.line, hit.time)
        found.setdefault((fact.name, fact.value, fact.source), fact)
    return tuple(sorted(found.values(), key=lambda fact: (fact.time or 0.0, fact.line)))


def platforms(sources: Iterable[tuple[SourceSummary, str]]) -> tuple[Fact, ...]:
    """The platform of each source whose format tells it."""
    return tuple(
        Fact(PLATFORM, platform, source.name, 0, None) for source, platform in sources if platform
    )


def deploys(tally: Tally, rulebook: Rulebook) -> tuple[Deploy, ...]:
    """Deploys, restarts and stops in the order of time."""
    found = [
        Deploy(rule.kind, hit.time, evidence(hit, rulebook.matchers[rule.matcher]))
        for rule, hit in _hits(tally, rulebook, ("deploy", "restart", "stop"))
    ]
    return tuple(sorted(found, key=lambda d: (d.time or 0.0, d.evidence.source, d.evidence.line)))


def _hits(
    tally: Tally, rulebook: Rulebook, kinds: tuple[str, ...]
) -> Iterable[tuple[FactRule, Hit]]:
    for id_, rule in rulebook.facts.items():
        series = tally.series.get(f"{FACT}{id_}")
        if series is not None and rule.kind in kinds:
            for hit in series.hits:
                yield rule, hit


def _value(rule: FactRule, hit: Hit) -> Value:
    """The value of a fact: constant, or made of what the pattern captured."""
    if not isinstance(rule.value, str) or "{" not in rule.value:
        return rule.value if rule.value != "" else True
    text = re.sub(r"\{(\w+)\}", lambda m: str(hit.values.get(attribute_name(m[1]), "")), rule.value)
    return int(text) if re.fullmatch(r"\d{1,15}", text) else text
