"""Commands of fixes and verifications: what they touch, and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from logscan.rulebook.lint._pack import Pack, Remark, Step, Written

PLACEHOLDER = re.compile(r"\$\{?[A-Z_]+\}?|<[a-z][a-z -]*>")
QUOTED = re.compile(r"""'[^']*'|"(?:[^"\\]|\\.)*"|\$\(\(.*?\)\)""", re.DOTALL)
DANGEROUS = re.compile(
    r"\brm -rf\b|\bdrop (?:table|database)\b|--force\b|\bkill -9\b|\bmkfs\b", re.IGNORECASE
)


def check(pack: Pack) -> Iterator[Remark]:
    """Remarks about each step with a command."""
    for rule in pack.of("causes"):
        for place, steps in (("fix", "steps"), ("verify", "commands")):
            for number, step in enumerate(rule.data[place][steps]):
                yield from _step(rule, step, (place, steps, number))


def _step(rule: Written, step: Mapping[str, Any], at: tuple[Step, ...]) -> Iterator[Remark]:
    command = step["command"]
    if not command:
        return
    if not step["effect"]:
        yield rule.error("a command says its effect: reads, changes or costs", *at)
    if step["effect"] == "changes" and not step["undo"]:
        yield rule.warning("a command that changes something says how to undo it", *at)
    if at[0] == "verify" and step["effect"] == "changes":
        yield rule.warning("a command that verifies should not change anything", *at)
    if PLACEHOLDER.search(QUOTED.sub("", command)):
        yield rule.warning('a placeholder in a command is quoted: "$NAME"', *at, "command")
    if DANGEROUS.search(command) and step["effect"] != "changes":
        yield rule.warning("this command destroys; its effect is changes", *at, "command")
