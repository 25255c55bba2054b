"""Alternatives that no example hits: what is not shown is not known to work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from logscan.rulebook.lint._conditions import Steps, alternatives, conditions
from logscan.rulebook.lint._pack import Pack, Remark, Written
from logscan.rulebook.lint._trial import Trial

MOST_SHOWN = 3
LONGEST = 60


def check(pack: Pack) -> Iterator[Remark]:
    """One warning for each alternative of a signature, fact or harmless line, and one for all
    of a piece of evidence."""
    trial = Trial([event for _, _, event in pack.shown], pack.bench.byte_factors)
    for rule in pack.rules:
        for steps, condition in conditions(rule):
            missed = [
                (place, label)
                for place, label, narrowed in alternatives(steps, condition)
                if not trial.satisfied(narrowed)
            ]
            yield from _remarks(rule, missed)


def _remarks(rule: Written, missed: Sequence[tuple[Steps, str]]) -> Iterator[Remark]:
    """Causes have long lists of like alternatives: they are told together."""
    if rule.kind != "causes":
        for place, label in missed:
            yield rule.warning(f"no example has this alternative: {label}", *place)
    elif missed:
        labels = "; ".join(label[:LONGEST] for _, label in missed[:MOST_SHOWN])
        more = f"; and {len(missed) - MOST_SHOWN} more" if len(missed) > MOST_SHOWN else ""
        yield rule.warning(f"no example has these alternatives: {labels}{more}", *missed[0][0])
