"""Facts that a cause asks for: something must be able to say them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from logscan.rulebook.lint._pack import Pack, Remark, Step


def check(pack: Pack) -> Iterator[Remark]:
    """A warning for each fact that no rule, format or settings file gives."""
    known = {rule.data["name"] for rule in pack.of("facts")}

    def said(name: str) -> bool:
        return name in known or any(
            name == each or (each.endswith(".") and name.startswith(each))
            for each in pack.bench.facts
        )

    for rule in pack.of("causes"):
        for name in rule.data["given"]:
            if not said(name):
                yield rule.warning(f"nothing says the fact {name}", "given", name)
        for rank in ("proves", "supports", "refutes"):
            for number, item in enumerate(rule.data[rank]):
                for name, steps in _asked(item, (rank, number)):
                    if not said(name):
                        yield rule.warning(f"nothing says the fact {name}", *steps)


def _asked(
    item: Mapping[str, Any], steps: tuple[Step, ...]
) -> Iterator[tuple[str, tuple[Step, ...]]]:
    for name in item["fact"] or ():
        yield name, (*steps, "fact", name)
    for number, part in enumerate(item["all"] or ()):
        yield from _asked(part, (*steps, "all", number))
