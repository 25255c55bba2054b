"""Causes weighed by what the log says for and against them.

This is abduction in the sense of parsimonious covering (Reggia, Peng), simple enough to read
off: a cause is named only with a proof, or with two independent supports, unrefuted and ahead of
every rival.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from logscan.detect.correlate import Correlator
from logscan.detect.evidence import evidence
from logscan.detect.windows import Index, agree, at, near
from logscan.model import Cause, Evidence, Fact, Finding, Hit, Reason
from logscan.rulebook.rules import CauseRule, EvidenceRule, Rulebook

MARGIN = 60.0
"""Seconds around the incident's hits in which evidence counts."""
TRIED = 400


@dataclass(frozen=True)
class Scope:
    """What a cause is weighed against: one incident and all that surrounds it."""

    findings: Sequence[Finding]
    roots: frozenset[str]
    everything: Sequence[Finding]
    facts: Mapping[str, Fact]
    correlator: Correlator
    rulebook: Rulebook

    @cached_property
    def hits(self) -> list[Hit]:
        """Hits of the incident, bounded."""
        return [hit for finding in self.findings for hit in finding.hits[:TRIED]]

    @cached_property
    def anchors(self) -> Index:
        """The same, for questions about what lies near."""
        return Index(self.hits)


class Weighed(NamedTuple):
    """A cause with what speaks for and against it."""

    rule: CauseRule
    proofs: tuple[tuple[EvidenceRule, Reason], ...]
    supports: tuple[tuple[EvidenceRule, Reason], ...]
    refutations: tuple[Reason, ...]
    explains_root: bool
    covered: int

    @property
    def score(self) -> tuple[int, ...]:
        """(unrefuted, best proof, own, explains the root, supports, findings covered)."""
        return (
            not self.refutations,
            max((item.basis + 1 for item, _ in self.proofs), default=0),
            not self.rule.remainder,
            self.explains_root,
            len(self.supports),
            self.covered,
        )

    @property
    def sure(self) -> bool:
        """Whether it may be named."""
        return not self.refutations and (bool(self.proofs) or len(self.supports) >= 2)


def weigh(scope: Scope) -> list[Weighed]:
    """Every cause that can explain something of the incident, best first."""
    ids = {finding.id for finding in scope.findings}
    weighed = [
        found
        for rule in scope.rulebook.causes.values()
        if ids & set(rule.explains) and (found := _weigh(rule, scope, ids)) is not None
    ]
    return sorted(weighed, key=lambda w: (*(-part for part in w.score), _rank(w, scope)))


def choose(ranked: Sequence[Weighed]) -> Weighed | None:
    """The one that is ahead of every rival, or None."""
    sure = [weighed for weighed in ranked if weighed.sure]
    if not sure:
        return None
    best = sure[0]
    for _ in range(len(sure)):
        winner = next((other for other in sure if _beats(other, best)), None)
        if winner is None:
            break
        best = winner
    rivals = [
        other
        for other in sure
        if other is not best and other.score[:4] == best.score[:4] and not _beats(best, other)
    ]
    return best if not any(_clashes(best, other) for other in rivals) else None


def _beats(one: Weighed, other: Weighed) -> bool:
    """Whether `one` is the more specific of two, or the other yields to it."""
    if one is other or not one.sure:
        return False
    specific = other.rule.id in one.rule.refines or one.rule.id in other.rule.yields_to
    return specific and (bool(one.proofs) or not other.proofs)


def _clashes(best: Weighed, rival: Weighed) -> bool:
    """Whether nothing but chance puts one before the other."""
    return (len(best.proofs), len(best.supports), best.covered) == (
        len(rival.proofs),
        len(rival.supports),
        rival.covered,
    ) and not _earlier(best, rival)


def _earlier(best: Weighed, rival: Weighed) -> bool:
    """Whether the proof of one stands before that of the other in the log."""
    one, other = _place(best), _place(rival)
    return one is not None and other is not None and one != other


def _place(weighed: Weighed) -> tuple[float, int] | None:
    found = [
        (reason.evidence.time or 0.0, reason.evidence.line)
        for _, reason in weighed.proofs
        if reason.evidence is not None
    ]
    return min(found, default=None)


def _rank(weighed: Weighed, scope: Scope) -> tuple[float, ...]:
    """The order among equals: earlier proof, larger prior, closer to the root, by name."""
    place = _place(weighed) or (float("inf"), 0)
    explains = weighed.rule.explains
    closest = min((explains.index(root) for root in scope.roots if root in explains), default=99)
    return (-len(weighed.proofs), *place, -weighed.rule.prior, closest)


def _weigh(rule: CauseRule, scope: Scope, ids: set[str]) -> Weighed | None:
    for name, test in rule.given:
        fact = scope.facts.get(name)
        if fact is None or test(fact.value) is None:
            return None
    found: dict[str, list[tuple[EvidenceRule, Reason]]] = {
        "proves": [],
        "supports": [],
        "refutes": [],
    }
    for item in rule.evidence:
        shown = look(item, scope)
        for proof in shown or ():
            found[item.rank].append((item, Reason(item.rank, item.because, proof)))
        if shown is not None and not shown:
            found[item.rank].append((item, Reason(item.rank, item.because, None)))
    return Weighed(
        rule,
        _distinct(found["proves"]),
        _apart(_distinct(found["supports"])),
        tuple(reason for _, reason in _distinct(found["refutes"])),
        bool(scope.roots & set(rule.explains)),
        len(ids & set(rule.explains)),
    )


def _distinct(
    found: list[tuple[EvidenceRule, Reason]],
) -> tuple[tuple[EvidenceRule, Reason], ...]:
    """One reason for each piece of evidence, so that many like lines are one support."""
    kept: dict[int, tuple[EvidenceRule, Reason]] = {}
    for item, reason in found:
        kept.setdefault(id(item), (item, reason))
    return tuple(kept.values())


def _apart(
    found: tuple[tuple[EvidenceRule, Reason], ...],
) -> tuple[tuple[EvidenceRule, Reason], ...]:
    """Without those that rest on the same line as another: they are not independent."""
    kept: dict[object, tuple[EvidenceRule, Reason]] = {}
    for item, reason in found:
        shown = reason.evidence
        kept.setdefault((shown.source, shown.line) if shown else id(item), (item, reason))
    return tuple(kept.values())


def look(item: EvidenceRule, scope: Scope) -> list[Evidence] | None:
    """The lines that show a piece of evidence; an empty list where it holds without one."""
    if item.kind == "finding":
        return _findings(item, scope)
    if item.kind == "fact":
        return _facts(item, scope)
    if item.kind == "absent":
        return [] if not _matching(item, scope) else None
    if item.kind == "all":
        return _all(item, scope)
    hits = _matching(item, scope)
    number = (
        len({str(hit.values.get(item.distinct)) for hit in hits}) if item.distinct else len(hits)
    )
    if number < item.count or not hits:
        return None
    matcher = scope.rulebook.matchers[item.matcher]
    return [evidence(hit, matcher) for hit in hits[: max(item.count, 1)][:3]]


def _findings(item: EvidenceRule, scope: Scope) -> list[Evidence] | None:
    pool = scope.everything if item.near == "source" else scope.findings
    found = [finding for finding in pool if finding.id in item.findings]
    if not found or sum(finding.count for finding in found) < item.count:
        return None
    return [found[0].evidence[0]]


def _facts(item: EvidenceRule, scope: Scope) -> list[Evidence] | None:
    shown: list[Evidence] = []
    for name, test in item.facts:
        fact = scope.facts.get(name)
        if fact is None or test(fact.value) is None:
            return None
        if fact.line:
            shown.append(Evidence(fact.source, fact.line, f"{name} = {fact.value}"))
    return shown


def _all(item: EvidenceRule, scope: Scope) -> list[Evidence] | None:
    shown: list[Evidence] = []
    for part in item.parts:
        found = look(part, scope)
        if found is None:
            return None
        shown += found[:1]
    return shown


def _matching(item: EvidenceRule, scope: Scope) -> list[Hit]:
    series = scope.correlator.tally.series.get(item.matcher)
    hits = series.hits if series else []
    if item.near == "source":
        return hits
    if item.near == "record":
        orders = {hit.order for hit in scope.hits}
        return [hit for hit in hits if hit.order in orders]
    within = MARGIN if item.within is None else item.within
    return [hit for hit in hits[:TRIED] if _fits(item, hit, scope.anchors, within)]


def _fits(item: EvidenceRule, hit: Hit, anchors: Index, within: float) -> bool:
    return any(
        (anchor.order == hit.order or _moment(item, anchor, hit, within))
        and agree(anchor, hit, item.same) is not False
        for anchor in (*anchors.around(hit, within), *anchors.at(hit.order))
    )


def _moment(item: EvidenceRule, anchor: Hit, hit: Hit, within: float) -> bool:
    if item.moment == "around":
        return near(anchor, hit, within)
    return at(item.moment, anchor, hit, within)


def as_cause(weighed: Weighed, named: bool) -> Cause:
    """What the report says of a cause."""
    rule = weighed.rule
    confidence = "hypothesis"
    if named:
        confidence = "proven" if weighed.proofs else "supported"
    reasons = [*weighed.proofs, *weighed.supports]
    return Cause(
        rule.id,
        rule.title,
        confidence,  # type: ignore[arg-type]  # one of the three words
        tuple(int(part) for part in weighed.score),
        tuple(reason for _, reason in reasons),
        weighed.refutations,
        rule.explain,
        rule.decided_by,
        rule.fix,
        rule.verify,
        rule.prevent,
        rule.references,
    )
