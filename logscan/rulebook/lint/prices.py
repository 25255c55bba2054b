"""What a condition costs: the share of all lines that it makes relevant.

Conditions that only matter beside what a signature found are looked for only there where they are
dear, and then cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from logscan.factors import Factor, is_dear
from logscan.rulebook.conditions import compile_factors
from logscan.rulebook.lint._conditions import Steps, conditions
from logscan.rulebook.lint._pack import Pack, Remark, Written

DEAR = 0.1
"""A larger share of the sample lines is worth a warning."""


def check(pack: Pack) -> Iterator[Remark]:
    """An error for a condition without a factor, a warning for a dear one."""
    found = [
        (rule, steps, compile_factors(condition, pack.bench.byte_factors))
        for rule in pack.rules
        for steps, condition in conditions(rule)
    ]
    factors = sorted(set[Factor]().union(*(choice for _, _, choice in found if choice)))
    holding = dict(zip(factors, pack.bench.holding(factors), strict=True))
    total = pack.bench.sample_lines
    for rule, steps, choice in found:
        if choice is None:
            price = f" ({total:,} of {total:,} sample lines)" if total else ""
            yield rule.error(
                "no literal of 3 or more characters that each match must hold, so every entry "
                f"would be relevant{price}",
                *steps,
            )
            continue
        relevant = len(set[int]().union(*(holding[factor] for factor in choice)))
        if total and relevant > DEAR * total and (_wide(rule, steps) or not is_dear(choice)):
            shown = ", ".join(sorted(repr(factor.pattern) for factor in choice)[:3])
            yield rule.warning(
                f"makes {relevant / total:.0%} of the sample lines relevant, found by {shown}",
                *steps,
            )


def _wide(rule: Written, steps: Steps) -> bool:
    """Whether a condition is looked for in the whole log, however dear."""
    if rule.kind == "signatures":
        return steps[0] == "match" or steps[:2] in (("when", "then"), ("when", "absent"))
    return rule.kind == "facts"
