"""Findings become incidents: joined, rooted, explained."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from logscan.detect.correlate import Correlator
from logscan.diagnose.edges import Joint, components, joints
from logscan.diagnose.weigh import Scope, Weighed, as_cause, choose, weigh
from logscan.model import (
    SEVERITIES,
    Affected,
    Cause,
    Clock,
    Deploy,
    Fact,
    Finding,
    Incident,
    Link,
)
from logscan.rulebook.rules import Rulebook

MOST_HYPOTHESES = 5
LEAST_HYPOTHESES = 3
"""So many are shown where no cause is named, even if nothing in the log speaks for them."""
DEPLOY_SECONDS = 900.0


class Diagnosis:
    """Explains findings; a pure function of what it is given."""

    def __init__(
        self,
        correlator: Correlator,
        rulebook: Rulebook,
        facts: Sequence[Fact],
        deploys: Sequence[Deploy],
        ends: Mapping[str, float],
    ) -> None:
        self.correlator = correlator
        self.rulebook = rulebook
        self.facts = facts
        self.deploys = deploys
        self.ends = ends

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents, the worst first, then in the order of time."""
        findings = self.correlator.findings()
        found = joints(findings, self.rulebook)
        incidents = [
            self._incident(piece, findings, found) for piece in components(len(findings), found)
        ]
        return tuple(
            sorted(incidents, key=lambda i: (-SEVERITIES.index(i.severity), i.first or 0.0, i.id))
        )

    def _incident(
        self, piece: list[int], findings: Sequence[Finding], found: Sequence[Joint]
    ) -> Incident:
        inner = [joint for joint in found if joint.cause in piece]
        members = [findings[number] for number in piece]
        roots = _roots(piece, findings, inner)
        facts = self.facts_for(members)
        scope = Scope(
            members,
            frozenset(findings[number].id for number in roots),
            findings,
            facts,
            self.correlator,
            self.rulebook,
        )
        ranked = weigh(scope)
        chosen = choose(ranked)
        root = _root(roots, findings, chosen)
        return self._assemble(piece, findings, inner, root, ranked, chosen, facts)

    def _assemble(
        self,
        piece: list[int],
        findings: Sequence[Finding],
        inner: Sequence[Joint],
        root: int,
        ranked: Sequence[Weighed],
        chosen: Weighed | None,
        facts: Mapping[str, Fact],
    ) -> Incident:
        order = _order(piece, findings, inner, root)
        members = tuple(findings[number] for number in order)
        hypotheses, contributing = _others(ranked, chosen)
        first = min((f.first for f in members if f.first is not None), default=None)
        last = max((f.last for f in members if f.last is not None), default=None)
        head = members[0]
        mark = fingerprint(head)
        platform = facts.get("cloud.platform")
        return Incident(
            id=f"{mark}-{_hour(first)}",
            fingerprint=mark,
            title=head.title,
            severity=max((f.severity for f in members), key=SEVERITIES.index),
            service=next((f.service for f in members if f.service), ""),
            platform=str(platform.value) if platform else "",
            clock=_clock(members),
            first=first,
            last=last,
            ongoing=self._ongoing(last),
            findings=members,
            chain=_chain(order, findings, inner, root),
            cause=as_cause(chosen, named=True) if chosen else None,
            hypotheses=hypotheses,
            contributing=contributing,
            decided_by="" if chosen or not hypotheses else hypotheses[0].decided_by,
            affected=_affected(members, first, last),
            context=tuple(self._context(first)),
        )

    def facts_for(self, members: Sequence[Finding]) -> dict[str, Fact]:
        """The latest value of each fact before the incident's end, own sources first."""
        last = max((f.last for f in members if f.last is not None), default=None)
        places = {hit.event.record.source for f in members for hit in f.hits[:50]}
        found: dict[str, Fact] = {}
        for fact in sorted(self.facts, key=lambda f: (f.source in places, f.time or 0.0)):
            late = fact.time is not None and last is not None and fact.time > last + 5
            if not late or fact.name not in found:
                found[fact.name] = fact
        for finding in members:
            for hit in finding.hits[:5]:
                value = hit.values.get("cloud.platform")
                if value:
                    return {**found, "cloud.platform": Fact("cloud.platform", value, "", 0, None)}
        return found

    def _ongoing(self, last: float | None) -> bool:
        end = max(self.ends.values(), default=None)
        return last is not None and end is not None and end - last < 60

    def _context(self, first: float | None) -> list[str]:
        """The last deploy or start of the app before the incident began."""
        if first is None:
            return []
        before = [
            (first - deploy.time, deploy)
            for deploy in self.deploys
            if deploy.time is not None and 0 <= first - deploy.time <= DEPLOY_SECONDS
        ]
        if not before:
            return []
        gap, deploy = min(before, key=lambda pair: pair[0])
        return [
            f"began {_span(gap)} after a {deploy.kind} "
            f"({deploy.evidence.source}:{deploy.evidence.line})"
        ]


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def fingerprint(root: Finding) -> str:
    """What stays the same when the same thing happens again: service, symptom and group."""
    group = [(name, str(value)) for name, value in root.group if name not in _PASSING]
    text = "\n".join([root.service, root.id, *(f"{n}={v}" for n, v in group)])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


_PASSING = {"process.pid", "service.instance.id"}


def _hour(first: float | None) -> str:
    if first is None:
        return "undated"
    return datetime.fromtimestamp(first, UTC).strftime("%Y%m%dT%H")


def _roots(piece: list[int], findings: Sequence[Finding], inner: Sequence[Joint]) -> list[int]:
    """The findings that nothing points to; where all are pointed to, the earliest."""
    pointed = {joint.effect for joint in inner if joint.directed}
    return [number for number in piece if number not in pointed] or piece[:1]


def _root(roots: list[int], findings: Sequence[Finding], chosen: Weighed | None) -> int:
    """The root that the cause explains best, else the worst and earliest."""
    explains = chosen.rule.explains if chosen else ()

    def rank(number: int) -> tuple[float, ...]:
        finding = findings[number]
        place = explains.index(finding.id) if finding.id in explains else len(explains)
        return (place, -SEVERITIES.index(finding.severity), finding.first or 0.0, number)

    return min(roots, key=rank)


def _order(
    piece: list[int], findings: Sequence[Finding], inner: Sequence[Joint], root: int
) -> list[int]:
    """Root first, then along the edges, nearer ones first."""
    order, queue = [root], [root]
    while queue:
        node = queue.pop(0)
        following = sorted(j.effect for j in inner if j.directed and j.cause == node)
        for other in following:
            if other not in order:
                order.append(other)
                queue.append(other)
    return order + [number for number in piece if number not in order]


def _chain(
    order: list[int], findings: Sequence[Finding], inner: Sequence[Joint], root: int
) -> tuple[Link, ...]:
    links = [Link(findings[root].id, "root", findings[root].explain)]
    for number in order[1:]:
        own = [joint for joint in inner if joint.directed and joint.effect == number]
        own.sort(key=lambda joint: order.index(joint.cause))
        if own:
            cause = findings[own[0].cause].id
            because = own[0].because or f"follows from {cause}"
            links.append(Link(findings[number].id, "consequence", because))
        else:
            links.append(Link(findings[number].id, "context", _company(number, inner)))
    return tuple(links)


def _company(number: int, inner: Sequence[Joint]) -> str:
    return next((j.because for j in inner if number in (j.cause, j.effect)), "")


def _others(
    ranked: Sequence[Weighed], chosen: Weighed | None
) -> tuple[tuple[Cause, ...], tuple[Cause, ...]]:
    rest = [weighed for weighed in ranked if weighed is not chosen]
    contributing = [w for w in rest if chosen is not None and w.proofs and not w.refutations]
    others = [weighed for weighed in rest if weighed not in contributing]
    seen = [w for w in others if w.proofs or w.supports or w.refutations]
    guesses = [w for w in others if w not in seen and w.explains_root]
    room = 0 if chosen is not None else max(LEAST_HYPOTHESES - len(seen), 0)
    hypotheses = [w for w in others if w in seen or w in guesses[:room]]
    return (
        tuple(as_cause(weighed, named=False) for weighed in hypotheses[:MOST_HYPOTHESES]),
        tuple(as_cause(weighed, named=True) for weighed in contributing),
    )


def _clock(members: Sequence[Finding]) -> Clock:
    clocks = {finding.clock for finding in members}
    order: tuple[Clock, ...] = ("known", "assumed", "arrival", "undated")
    return next((clock for clock in order if clock in clocks), "undated")


def _affected(members: Sequence[Finding], first: float | None, last: float | None) -> Affected:
    """Routes, and how many requests at least: one finding may tell of the same ones as another."""
    routes: dict[str, None] = {}
    requests = 0
    for finding in members:
        found = [str(path) for hit in finding.hits if (path := hit.values.get("url.path"))]
        routes.update(dict.fromkeys(found))
        answers = [hit for hit in finding.hits if "http.response.status_code" in hit.values]
        if len(found) == len(answers) == len(finding.hits):
            requests = max(requests, finding.count)
    minutes = (last - first) / 60 if first is not None and last is not None else 0.0
    return Affected(tuple(routes)[:20], requests, round(minutes, 1))
