"""Findings that belong together: edges that the rules declare and the log agrees with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from logscan.detect.evidence import sample
from logscan.detect.windows import agree, at, near
from logscan.model import Finding, Hit
from logscan.rulebook.rules import Edge, Rulebook

TRIED = (40, 20)
"""So many first and last hits of two findings are compared."""
SHARED_SECONDS = 60.0


class Joint(NamedTuple):
    """Two findings that belong together, by their numbers."""

    cause: int
    effect: int
    because: str
    directed: bool = True


def joints(findings: Sequence[Finding], rulebook: Rulebook) -> list[Joint]:
    """Every declared edge that holds, and every record that two findings share."""
    directed = [
        Joint(cause, effect, edge.because)
        for effect, finding in enumerate(findings)
        for edge in rulebook.signatures[finding.id].edges
        for cause, other in enumerate(findings)
        if cause != effect and other.id in edge.causes and holds(edge, other, finding)
    ]
    known = {frozenset((joint.cause, joint.effect)) for joint in directed}
    return directed + [
        Joint(one, other, because, directed=False)
        for one in range(len(findings))
        for other in range(one + 1, len(findings))
        if frozenset((one, other)) not in known
        and (because := _belong(findings[one], findings[other]))
    ]


def holds(edge: Edge, cause: Finding, effect: Finding) -> bool:
    """Whether some pair of hits agrees with the edge."""
    causes = sample(cause.hits, *TRIED)
    return any(
        _pair_holds(edge, hit, other) for hit in sample(effect.hits, *TRIED) for other in causes
    )


def _pair_holds(edge: Edge, hit: Hit, other: Hit) -> bool:
    """Whether two hits agree; across sources without common times only equal values join."""
    agreed = agree(hit, other, edge.same)
    if hit.order[0] != other.order[0] and (hit.time is None or other.time is None):
        return bool(edge.same) and agreed is True
    return agreed is not False and at(edge.moment, hit, other, edge.within)


def _belong(one: Finding, other: Finding) -> str:
    """Why two findings without an edge belong together all the same, or nothing."""
    orders = {hit.order for hit in one.hits}
    if any(hit.order in orders for hit in other.hits):
        return "the same log entry shows both"
    if one.id == other.id and one.group == other.group and one.service != other.service:
        pairs = [(a, b) for a in sample(one.hits, *TRIED) for b in sample(other.hits, *TRIED)]
        if any(near(a, b, SHARED_SECONDS) for a, b in pairs):
            return "the same happened in another service at that time"
        if any(_seen_from_elsewhere(a, b) for a, b in pairs):
            return "the same requests, seen from the other side"
    return ""


def _seen_from_elsewhere(one: Hit, other: Hit) -> bool:
    """Whether two sources without common times tell of the same route."""
    apart = one.order[0] != other.order[0] and (one.time is None or other.time is None)
    return apart and agree(one, other, ["url.path"]) is True


def components(number: int, found: Sequence[Joint]) -> list[list[int]]:
    """The connected pieces, each in ascending order."""
    leader = list(range(number))

    def lead(node: int) -> int:
        while leader[node] != node:
            node = leader[node]
        return node

    for joint in found:
        one, other = sorted((lead(joint.cause), lead(joint.effect)))
        leader[other] = one
    pieces: dict[int, list[int]] = {}
    for node in range(number):
        pieces.setdefault(lead(node), []).append(node)
    return list(pieces.values())
