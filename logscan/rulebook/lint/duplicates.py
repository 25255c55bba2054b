"""One whole pattern in two signatures: one of them cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator

from logscan.rulebook.lint._conditions import patterns
from logscan.rulebook.lint._pack import Pack, Remark


def check(pack: Pack) -> Iterator[Remark]:
    """A warning at the second signature that has a pattern alone (not as a part of `all`)."""
    first: dict[str, str] = {}
    for rule in pack.of("signatures"):
        for steps, pattern in patterns(("match",), rule.data["match"]):
            if "all" in steps or "not" in steps:
                continue
            other = first.setdefault(pattern, rule.id)
            if other != rule.id:
                yield rule.warning(f"{other} has the same pattern: {pattern}", *steps)
