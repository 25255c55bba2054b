"""Which matchers does one event set off? Remembers nothing."""

from __future__ import annotations

from typing import NamedTuple

from logscan.model import Event, Hit, Value
from logscan.rulebook.conditions import Blown, Captured
from logscan.rulebook.rules import Rulebook, Table

SIGNATURE, HARMLESS, CAUSE, FACT = "signature/", "harmless/", "cause/", "fact/"


class Matched(NamedTuple):
    """The hits of one event, and how many patterns blew the fuse on it."""

    hits: tuple[Hit, ...]
    blown: int


def match(event: Event, source: int, rulebook: Rulebook, table: Table) -> Matched:
    """Try every matcher that one of the event's factors calls by the table."""
    hits: list[Hit] = []
    blown = 0
    order = (source, event.record.line)
    for id_ in _called(event, table):
        try:
            captured = rulebook.matchers[id_].test(event)
        except Blown:
            blown += 1
            continue
        if captured is not None:
            hits.append(Hit(id_, event.time, order, _values(event, captured), event))
    return Matched(tuple(_without_remainders(hits, rulebook)), blown)


def _called(event: Event, table: Table) -> list[str]:
    called: dict[str, None] = {}
    for number in sorted(event.record.factors):
        called.update(dict.fromkeys(table.calls[number]))
    return list(called)


def _values(event: Event, captured: Captured) -> dict[str, Value]:
    return {**event.attributes, **captured} if captured else dict(event.attributes)


def _without_remainders(hits: list[Hit], rulebook: Rulebook) -> list[Hit]:
    """Drop the hits of signatures that are only for what no other one explains."""
    ids = {hit.matcher for hit in hits}
    explained = any(
        f"{SIGNATURE}{id_}" in ids
        for id_, rule in rulebook.signatures.items()
        if not rule.remainder and rule.when.kind in ("every", "sequence", "absence")
    ) if any(_is_remainder(hit, rulebook) for hit in hits) else False
    if not explained:
        return hits
    return [hit for hit in hits if not _is_remainder(hit, rulebook)]


def _is_remainder(hit: Hit, rulebook: Rulebook) -> bool:
    rule = rulebook.signatures.get(hit.matcher.removeprefix(SIGNATURE))
    return rule is not None and rule.remainder
