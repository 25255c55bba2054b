"""A folder of rules as it is linted: each rule with the places of its parts in its file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from logscan.errors import Complaint
from logscan.factors import Factor
from logscan.model import Event
from logscan.rulebook import files
from logscan.rulebook.conditions import ByteFactors
from logscan.rulebook.load import rule_files, rule_id

Step = str | int
Level = Literal["error", "warning"]


class Remark(NamedTuple):
    """A complaint that must be mended (error) or should be looked at (warning)."""

    level: Level
    complaint: Complaint

    def __str__(self) -> str:
        place, text = self.complaint[:3], self.complaint.text
        return f"{':'.join(map(str, place))}: {self.level}: {text}"


@dataclass(frozen=True)
class Bench:
    """What the checks need from other rooms."""

    today: date
    events: Callable[[str], Sequence[Event]]
    """Reads a piece of log."""
    byte_factors: ByteFactors
    holding: Callable[[Sequence[Factor]], Sequence[set[int]]]
    """For each factor the numbers of the sample lines in which it stands."""
    sample_lines: int = 0
    """How many lines the samples have."""
    facts: frozenset[str] = frozenset()
    """Names of facts that do not come from rules; those that end with a dot are prefixes."""


@dataclass(frozen=True)
class Written:
    """One rule as it stands in its file."""

    kind: str
    id: str
    path: str
    data: Mapping[str, Any]
    node: Any = field(repr=False)

    def remark(self, level: Level, text: str, *steps: Step) -> Remark:
        """A remark at the part of the rule that the steps lead to."""
        line, column = self.place(steps)
        return Remark(level, Complaint(self.path, line, column, text))

    def error(self, text: str, *steps: Step) -> Remark:
        """An error at a part of the rule."""
        return self.remark("error", text, *steps)

    def warning(self, text: str, *steps: Step) -> Remark:
        """A warning at a part of the rule."""
        return self.remark("warning", text, *steps)

    def place(self, steps: Sequence[Step]) -> tuple[int, int]:
        """Line and column of a part, from 1; of the nearest part above it that is written."""
        node, mark = self.node, self.node.start_mark
        for step in steps:
            if isinstance(node, yaml.MappingNode):
                found = next(((k, v) for k, v in node.value if k.value == step), None)
                if found is None:
                    break
                mark, node = found[0].start_mark, found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                if step >= len(node.value):
                    break
                node = node.value[step]
                mark = node.start_mark
        return mark.line + 1, mark.column + 1

    def examples(self, *sides: str) -> Iterator[tuple[tuple[Step, ...], Mapping[str, Any]]]:
        """The examples of both sides, or of some, with the steps to them."""
        for side in sides or ("fires", "stays_silent"):
            for number, example in enumerate(self.data["examples"][side]):
                yield ("examples", side, number), example


@dataclass(frozen=True)
class Pack:
    """All rules of a folder that could be read."""

    folder: Path
    rules: Sequence[Written]
    bench: Bench

    def of(self, *kinds: str) -> list[Written]:
        """The rules of some kinds."""
        return [rule for rule in self.rules if rule.kind in kinds]

    @cached_property
    def ids(self) -> dict[str, set[str]]:
        """Ids by kind."""
        found: dict[str, set[str]] = {}
        for rule in self.rules:
            found.setdefault(rule.kind, set()).add(rule.id)
        return found

    @cached_property
    def shown(self) -> list[tuple[Written, tuple[Step, ...], Event]]:
        """Every event of every example, with its rule and the steps to the example."""
        return [
            (rule, steps, event)
            for rule in self.rules
            for steps, example in rule.examples()
            for event in self.bench.events(example["log"])
        ]


def read_pack(folder: Path, bench: Bench) -> tuple[Pack, list[Remark]]:
    """The rules of a folder, and what the schema says of those that cannot be used."""
    rules: list[Written] = []
    remarks: list[Remark] = []
    for kind, path in rule_files(folder):
        data, complaints = files.read(kind, path, str(path))
        remarks += [Remark("error", complaint) for complaint in complaints]
        if data is not None:
            node = yaml.compose(path.read_text(encoding="utf-8"), Loader=files.LOADER)
            id_ = rule_id(kind, path.relative_to(folder / kind))
            rules.append(Written(kind, id_, str(path), data, node))
    return Pack(folder, rules, bench), remarks
