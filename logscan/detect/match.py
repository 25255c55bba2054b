"""Which matchers does one event set off? Remembers nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from logscan.model import Event, Hit
from logscan.rulebook.conditions import Blown, Captured
from logscan.rulebook.rules import Matcher, Rulebook, SignatureRule, Table

LONGEST_KNOWN = 1000
MOST_KNOWN = 10_000
EXPLAINING = ("every", "sequence", "absence")
SIGNATURE, HARMLESS, CAUSE, FACT = "signature/", "harmless/", "cause/", "fact/"


class Matched(NamedTuple):
    """The hits of one event, and how many patterns blew the fuse on it."""

    hits: tuple[Hit, ...]
    blown: int


class Memory:
    """Remembers what was captured in messages: a storm says the same again and again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int | None, frozenset[int]], Verdicts] = {}

    def verdicts(self, event: Event, matchers: Iterable[Matcher]) -> Verdicts:
        """What the matchers that look at the message alone say of this event."""
        message = event.message
        if len(message) > LONGEST_KNOWN:
            return _verdicts(event, matchers)
        key = message, event.severity, event.record.factors
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = self._known[key] = _verdicts(event, matchers)
        return found


class Verdicts(NamedTuple):
    """Which matchers hold, with what they captured, and how many blew the fuse."""

    held: tuple[tuple[str, Captured], ...]
    blown: int


def _verdicts(event: Event, matchers: Iterable[Matcher]) -> Verdicts:
    held: list[tuple[str, Captured]] = []
    blown = 0
    for matcher in matchers:
        try:
            captured = matcher.test(event)
        except Blown:
            blown += 1
            continue
        if captured is not None:
            held.append((matcher.id, captured))
    return Verdicts(tuple(held), blown)


def match(event: Event, source: int, rulebook: Rulebook, table: Table, memory: Memory) -> Matched:
    """Try every matcher that one of the event's factors calls by the table."""
    on_message, others = table.called(event.record.factors)
    found = _hits(event, source, memory.verdicts(event, on_message), _verdicts(event, others))
    return Matched(tuple(_without_remainders(list(found.hits), rulebook)), found.blown)


def match_around(event: Event, source: int, rulebook: Rulebook) -> Matched:
    """Try every matcher that is looked for only around the hits of signatures."""
    text = event.record.text
    lowered = text.lower()
    likely = [matcher for matcher in rulebook.around if _may_hold(matcher, text, lowered)]
    return _hits(event, source, _verdicts(event, likely))


def _may_hold(matcher: Matcher, text: str, lowered: str) -> bool:
    if not matcher.needles:
        return True
    for needle, caseless in matcher.needles:  # noqa: SIM110  (a generator is twice as slow here)
        if needle in (lowered if caseless else text):
            return True
    return False


def _hits(event: Event, source: int, *verdicts: Verdicts) -> Matched:
    order = (source, event.record.line)
    plain = dict(event.attributes)
    hits = [
        Hit(id_, event.time, order, {**plain, **captured} if captured else plain, event)
        for found in verdicts
        for id_, captured in found.held
    ]
    return Matched(tuple(hits), sum(found.blown for found in verdicts))


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
