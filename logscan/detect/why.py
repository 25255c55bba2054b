"""Why a signature did not fire on a log, or did: each of its parts with the lines that decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from logscan.detect.correlate import Correlator
from logscan.detect.match import FACT, HARMLESS, SIGNATURE
from logscan.detect.said import Said, gap, place
from logscan.detect.whens import unmet
from logscan.detect.windows import agree, at, ordered
from logscan.model import Hit
from logscan.rulebook.probes import Probe
from logscan.rulebook.rules import CallOff, SignatureRule


class Stop(NamedTuple):
    """What called a hit off."""

    rule: CallOff
    by: Hit


def call_off(correlator: Correlator, hit: Hit, rules: Sequence[CallOff]) -> Stop | None:
    """What calls a hit off, or None where nothing does."""
    for rule in rules:
        for other in correlator.index(rule.matcher).around(hit, rule.within):
            near = at(rule.moment, hit, other, rule.within)
            apart = other.order != hit.order or rule.moment == "around"
            if near and apart and agree(hit, other, rule.same) is not False:
                return Stop(rule, other)
    return None


def signature(
    rule: SignatureRule, correlator: Correlator, probes: Sequence[Probe]
) -> Iterator[Said]:
    """The steps from lines to a finding, up to the one that fails."""
    hits = hits_of(correlator, f"{SIGNATURE}{rule.id}")
    yield from _matched(rule, correlator, hits, probes)
    left = list[Hit]()
    for hit in hits:
        said = _taken_away(rule, correlator, hit)
        if said is None:
            left.append(hit)
        else:
            yield said
    if hits and not left:
        yield Said(False, "no matching line is left")
    if left:
        yield from unmet(rule.when, left, correlator)


def hits_of(correlator: Correlator, matcher: str) -> list[Hit]:
    """The hits of a matcher, in order."""
    series = correlator.tally.series.get(matcher)
    return ordered(series.hits) if series else []


def _matched(
    rule: SignatureRule, correlator: Correlator, hits: Sequence[Hit], probes: Sequence[Probe]
) -> Iterator[Said]:
    if hits:
        yield Said(True, f"{len(hits)} lines match, first {place(hits[0])}")
        return
    yield from parted(correlator, probes)
    whole = hits_of(correlator, f"{FACT}{probes[0].id}") if probes else []
    if whole and rule.remainder:
        yield from _explained(whole, correlator)


def parted(correlator: Correlator, probes: Sequence[Probe]) -> Iterator[Said]:
    """Which parts of a condition that no line satisfies are satisfied alone, and where."""
    yield Said(False, "no line matches as a whole")
    for probe in probes:
        found = hits_of(correlator, f"{FACT}{probe.id}")
        many = f"{len(found)} lines, first {place(found[0])}" if found else "no line"
        yield Said(bool(found), f"{probe.label}: {many}", probe.depth + 1)


def _explained(hits: Sequence[Hit], correlator: Correlator) -> Iterator[Said]:
    """A remainder stands back where another signature hits the same entry."""
    orders = {hit.order for hit in hits}
    for id_, other in correlator.rulebook.signatures.items():
        for hit in hits_of(correlator, f"{SIGNATURE}{id_}"):
            if hit.order in orders and not other.remainder:
                yield Said(
                    False,
                    f"it is only for what nothing else explains, but {id_} matches {place(hit)}",
                )
                break


def _taken_away(rule: SignatureRule, correlator: Correlator, hit: Hit) -> Said | None:
    """The harmless rule or the recovery that takes a hit away."""
    for id_, harmless in correlator.rulebook.harmless.items():
        if harmless.signatures and rule.id not in harmless.signatures:
            continue
        same = [h for h in hits_of(correlator, f"{HARMLESS}{id_}") if h.order == hit.order]
        if same and call_off(correlator, same[0], harmless.unless) is None:
            return Said(False, f"harmless by {id_} ({harmless.title}): {place(hit)}", 1)
    stop = call_off(correlator, hit, rule.unless)
    if stop is not None:
        return Said(
            False, f"called off ({gap(hit, stop.by)}) by {place(stop.by)}, for {place(hit)}", 1
        )
    return None
