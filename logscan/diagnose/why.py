"""Why a cause was not named on a log, or was: each piece of evidence, rivals, and missing edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from logscan.detect.said import Said, differing, gap, place
from logscan.detect.why import hits_of
from logscan.detect.windows import agree, at
from logscan.diagnose.edges import components, holds, joints
from logscan.diagnose.incidents import Diagnosis
from logscan.diagnose.weigh import MARGIN, Scope, Weighed, choose, look, weigh
from logscan.model import Finding, Hit
from logscan.rulebook.rules import CauseRule, Edge, EvidenceRule, SignatureRule

LONGEST = 110


def edges(rule: SignatureRule, findings: Sequence[Finding]) -> Iterator[Said]:
    """Each edge of a signature that was found: whether it holds, and why not."""
    for effect in (finding for finding in findings if finding.id == rule.id):
        for edge in rule.edges:
            causes = [finding for finding in findings if finding.id in edge.causes]
            for cause in causes:
                yield _edge(edge, cause, effect)
            if not causes:
                yield Said(None, f"no consequence of {' or '.join(edge.causes)}: not found")


def _edge(edge: Edge, cause: Finding, effect: Finding) -> Said:
    if holds(edge, cause, effect):
        return Said(True, f"consequence of {cause.id}: {edge.because or 'the log agrees'}")
    hit, other = min(
        ((hit, other) for hit in effect.hits[:50] for other in cause.hits[:50]),
        key=lambda pair: (agree(pair[0], pair[1], edge.same) is False, _distance(*pair)),
    )
    reasons = [
        f"{name} is {left} here and {right} there"
        for name, (left, right) in differing(hit, other, edge.same).items()
    ]
    if not at(edge.moment, hit, other, edge.within):
        reasons.append(
            f"the nearest is {gap(hit, other)}, wanted {edge.moment} within {edge.within:g} s"
        )
    return Said(
        False,
        f"no consequence of {cause.id} ({'; '.join(reasons) or 'other sources'}): {place(other)}",
    )


def _distance(one: Hit, other: Hit) -> float:
    if one.time is None or other.time is None:
        return float(abs(one.order[1] - other.order[1]))
    return abs(one.time - other.time)


def cause(rule: CauseRule, diagnosis: Diagnosis) -> Iterator[Said]:
    """For each incident that the cause could explain: its evidence, and who won."""
    scopes = [scope for scope in _scopes(diagnosis) if _ids(scope) & set(rule.explains)]
    if not scopes:
        yield Said(False, f"nothing was found that it explains ({', '.join(rule.explains)})")
    for scope in scopes:
        yield Said(None, f"incident: {', '.join(dict.fromkeys(f.id for f in scope.findings))}")
        yield from _given(rule, scope)
        for item in rule.evidence:
            yield _evidence(item, scope)
        yield from _outcome(rule, weigh(scope))


def _scopes(diagnosis: Diagnosis) -> Iterator[Scope]:
    findings = diagnosis.correlator.findings()
    found = joints(findings, diagnosis.rulebook)
    pointed = {joint.effect for joint in found if joint.directed}
    for piece in components(len(findings), found):
        members = [findings[number] for number in piece]
        roots = [number for number in piece if number not in pointed] or piece[:1]
        yield Scope(
            members,
            frozenset(findings[number].id for number in roots),
            findings,
            diagnosis.facts_for(members),
            diagnosis.correlator,
            diagnosis.rulebook,
        )


def _ids(scope: Scope) -> set[str]:
    return {finding.id for finding in scope.findings}


def _given(rule: CauseRule, scope: Scope) -> Iterator[Said]:
    for name, test in rule.given:
        fact = scope.facts.get(name)
        if fact is None:
            yield Said(False, f"given {name}: the log does not say", 1)
        else:
            yield Said(test(fact.value) is not None, f"given {name}: is {fact.value}", 1)


def _evidence(item: EvidenceRule, scope: Scope) -> Said:
    shown = look(item, scope)
    what = f"{item.rank}: {item.because or _subject(item)}"
    if shown is None:
        missing = _missing(item, scope)
        return Said(None if item.rank == "refutes" else False, f"{what}: {missing}", 1)
    where = f"{shown[0].source}:{shown[0].line}: {shown[0].text[:LONGEST]}" if shown else "holds"
    return Said(item.rank != "refutes", f"{what}: {where}", 1)


def _subject(item: EvidenceRule) -> str:
    if item.kind == "finding":
        return " or ".join(item.findings)
    if item.kind == "fact":
        return ", ".join(name for name, _ in item.facts)
    return item.kind


def _missing(item: EvidenceRule, scope: Scope) -> str:
    """What is there instead of a piece of evidence."""
    if item.kind == "finding":
        return f"{' or '.join(item.findings)} was not found"
    if item.kind == "fact":
        said = [
            f"{name} is {scope.facts[name].value}" if name in scope.facts else f"{name} is not said"
            for name, _ in item.facts
        ]
        return ", ".join(said)
    if item.kind == "all":
        parts = [part for part in item.parts if look(part, scope) is None]
        return "; ".join(_missing(part, scope) for part in parts)
    hits = hits_of(scope.correlator, item.matcher)
    if item.kind == "absent":
        return f"it is there: {place(hits[0])}" if hits else "it is there"
    if not hits:
        return "no line matches"
    return f"{len(hits)} lines match, but {_too_far(item, hits, scope)}"


def _too_far(item: EvidenceRule, hits: Sequence[Hit], scope: Scope) -> str:
    if item.near == "record":
        return f"not in an entry of the incident: {place(hits[0])}"
    anchors = scope.hits
    anchor, hit = min(
        ((anchor, hit) for anchor in anchors[:50] for hit in hits[:50]),
        key=lambda pair: _distance(*pair),
    )
    within = MARGIN if item.within is None else item.within
    if item.near == "incident" and _distance(anchor, hit) > within:
        return f"the nearest is {gap(anchor, hit)} (within {within:g} s): {place(hit)}"
    if differing(anchor, hit, item.same):
        return f"with another {' or '.join(item.same)}: {place(hit)}"
    return f"{item.count} are wanted: {place(hit)}"


def _outcome(rule: CauseRule, ranked: Sequence[Weighed]) -> Iterator[Said]:
    own = next((weighed for weighed in ranked if weighed.rule.id == rule.id), None)
    chosen = choose(ranked)
    if own is None:
        return
    if chosen is own:
        yield Said(True, f"named: {_weight(own)}", 1)
        return
    if not own.sure:
        why = "it is refuted" if own.refutations else "it needs a proof or two supports"
        yield Said(False, f"not sure enough: {why}", 1)
    if chosen is not None:
        yield Said(
            False,
            f"{chosen.rule.id} is named instead: {_weight(chosen)}, against "
            f"{_weight(own)}{_relation(rule, chosen)}",
            1,
        )
    elif own.sure:
        rivals = [w.rule.id for w in ranked if w.sure and w is not own]
        yield Said(False, f"not ahead of {', '.join(rivals)}, so none is named", 1)


def _weight(weighed: Weighed) -> str:
    """What decides between causes, in words."""
    counts = (len(weighed.proofs), "proof"), (len(weighed.supports), "support")
    told = " and ".join(f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in counts)
    return told if weighed.explains_root else f"{told}, which do not explain the root"


def _relation(rule: CauseRule, chosen: Weighed) -> str:
    if rule.id in chosen.rule.refines:
        return f", and {chosen.rule.id} is the more specific one"
    if chosen.rule.id in rule.yields_to:
        return f", and {rule.id} yields to it"
    return ""
