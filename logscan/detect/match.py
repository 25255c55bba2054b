"""Which matchers does one event set off? Remembers nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from logscan.model import Event, Hit
from logscan.rulebook.conditions import Blown
from logscan.rulebook.rules import Matcher, Rulebook, SignatureRule, Table

EXPLAINING = ("every", "sequence", "absence")
SIGNATURE, HARMLESS, CAUSE, FACT = "signature/", "harmless/", "cause/", "fact/"


class Matched(NamedTuple):
    """The hits of one event, and how many patterns blew the fuse on it."""

    hits: tuple[Hit, ...]
    blown: int


def match(event: Event, source: int, rulebook: Rulebook, table: Table) -> Matched:
    """Try every matcher that one of the event's factors calls by the table."""
    found = _tried(event, source, table.called(event.record.factors))
    return Matched(tuple(_without_remainders(list(found.hits), rulebook)), found.blown)


def match_around(event: Event, source: int, rulebook: Rulebook) -> Matched:
    """Try every matcher that is looked for only around the hits of signatures."""
    text = event.record.text
    lowered = text.lower()
    likely = [matcher for matcher in rulebook.around if _may_hold(matcher, text, lowered)]
    return _tried(event, source, likely)


def _may_hold(matcher: Matcher, text: str, lowered: str) -> bool:
    if not matcher.needles:
        return True
    for needle, caseless in matcher.needles:  # noqa: SIM110  (a generator is twice as slow here)
        if needle in (lowered if caseless else text):
            return True
    return False


def _tried(event: Event, source: int, matchers: Iterable[Matcher]) -> Matched:
    hits: list[Hit] = []
    blown = 0
    order = (source, event.record.line)
    plain = dict(event.attributes)
    for matcher in matchers:
        try:
            captured = matcher.test(event)
        except Blown:
            blown += 1
            continue
        if captured is not None:
            values = {**plain, **captured} if captured else plain
            hits.append(Hit(matcher.id, event.time, order, values, event))
    return Matched(tuple(hits), blown)


def _without_remainders(hits: list[Hit], rulebook: Rulebook) -> list[Hit]:
    """Drop the hits of signatures that are only for what no other one explains.

    A signature that is declared to be the consequence of such a one does not explain it.
    """
    rules = [rulebook.signatures.get(hit.matcher.removeprefix(SIGNATURE)) for hit in hits]
    explaining = [
        rule
        for rule in rules
        if rule is not None and not rule.remainder and rule.when.kind in EXPLAINING
    ]
    return [
        hit
        for hit, rule in zip(hits, rules, strict=True)
        if rule is None
        or not rule.remainder
        or all(rule.id in edge_causes(other) for other in explaining)
    ]


def edge_causes(rule: SignatureRule) -> set[str]:
    """The findings of which a signature can be the consequence."""
    return {cause for edge in rule.edges for cause in edge.causes}
