"""The parts of rules that need no matcher: plain data into what the engine and reports use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from logscan.model import Fix, Reference, Step, Value, Verification
from logscan.rulebook.conditions import Captured, compile_value
from logscan.rulebook.load import Rule
from logscan.rulebook.rules import Edge


def edge(rule: Rule) -> Edge:
    causes = [rule["of"]] if isinstance(rule["of"], str) else rule["of"]
    return Edge(tuple(causes), tuple(rule["same"]), rule["within"], rule["moment"], rule["because"])


class ValueTest:
    """The test of a fact's value, compiled when it is first asked."""

    __slots__ = ("_test", "_wanted")

    def __init__(self, wanted: Any) -> None:
        self._wanted = wanted
        self._test: Callable[[Value], Captured | None] | None = None

    def __call__(self, value: Value) -> Captured | None:
        """What the value captures, or None where it is not the wanted one."""
        if self._test is None:
            self._test = compile_value(self._wanted)
        return self._test(value)

    def __reduce__(self) -> tuple[Any, ...]:
        return ValueTest, (self._wanted,)


def value_tests(wanted: Mapping[str, Any]) -> tuple[tuple[str, ValueTest], ...]:
    return tuple((name, ValueTest(value)) for name, value in wanted.items())


def step(rule: Rule) -> Step:
    return Step(rule["text"], rule["command"], rule["effect"], rule["undo"], rule["platform"])


def fix(rule: Rule) -> Fix:
    return Fix(rule["summary"], tuple(step(item) for item in rule["steps"]))


def references(rules: Iterable[Rule]) -> tuple[Reference, ...]:
    return tuple(
        Reference(rule["url"], rule["title"], rule["basis"], rule["checked"]) for rule in rules
    )


def verification(rule: Rule, titles: Mapping[str, str]) -> Verification:
    return Verification(
        tuple(check(item, titles) for item in rule["absent"]),
        tuple(check(item, titles) for item in rule["present"]),
        tuple(rule["hold"]),
        rule["exercised"],
        tuple(step(item) for item in rule["commands"]),
    )


def check(rule: Rule, titles: Mapping[str, str]) -> str:
    """What is looked for, in words; a finding by its title, with its id behind it."""
    id_ = rule["finding"] or ""
    shown = [rule["text"], f"{titles[id_]} ({id_})" if id_ in titles else id_]
    if not any(shown) and rule["match"]:
        shown.append(f"a line matching {rule['match'].get('message') or rule['match']}")
    return ": ".join(part for part in shown if part)
