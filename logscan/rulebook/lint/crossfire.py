"""Signatures that match lines of another one's examples although no edge joins the two."""

from __future__ import annotations

from collections.abc import Iterator

from logscan.rulebook.lint._pack import Pack, Remark
from logscan.rulebook.lint._trial import Trial


def check(pack: Pack) -> Iterator[Remark]:
    """One warning for each pair, at the pattern that reaches too far."""
    signatures = pack.of("signatures")
    shown = [
        (rule, steps, event)
        for rule, steps, event in pack.shown
        if rule.kind == "signatures" and steps[1] == "fires"
    ]
    trial = Trial([event for _, _, event in shown], pack.bench.byte_factors)
    joined = _joined(pack)
    for rule in signatures:
        if rule.data["remainder"] or rule.data["when"] or rule.data["unless"]:
            continue  # more than one line decides: `rules test` shows what comes out
        seen: set[str] = set()
        for number in trial.satisfied(rule.data["match"]):
            other, steps, event = shown[number]
            if other.id == rule.id or other.id in seen or (rule.id, other.id) in joined:
                continue
            if other.data["remainder"]:
                continue
            seen.add(other.id)
            name = other.data["examples"]["fires"][steps[2]]["name"]
            line = event.message.split("\n")[0][:100]
            yield rule.warning(
                f"also matches an example of {other.id} ({name!r}: {line!r}) and no "
                "consequence_of joins the two",
                "match",
            )


def _joined(pack: Pack) -> set[tuple[str, str]]:
    """Pairs of signatures with an edge between them, either way."""
    pairs = set()
    for rule in pack.of("signatures"):
        for edge in rule.data["consequence_of"]:
            for other in [edge["of"]] if isinstance(edge["of"], str) else edge["of"]:
                pairs |= {(rule.id, other), (other, rule.id)}
    return pairs
