"""The scans that sources need: a table of factors for each way to write durations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from logscan.detect.match import Matching
from logscan.model import Event, Peeled, Record
from logscan.prefilter import Prefilter
from logscan.records import IN_ONE_LINE
from logscan.rulebook.rules import Rulebook, Table

HEAD_ENTRIES = 400
NAMED = re.compile(r"[A-Za-z]{6,}=|[A-Za-z]{6,}\[|\)\[|msecs")
"""Tells the ways to write a duration that name the field."""


class Format(Protocol):
    """What a parser knows of a source."""

    @property
    def name(self) -> str: ...
    @property
    def platform(self) -> str: ...
    @property
    def recognised(self) -> bool: ...
    @property
    def prose(self) -> bool: ...
    def peel(self, entry: str) -> Peeled: ...
    def event(self, record: Record, parts: tuple[Peeled, ...]) -> Event: ...
    def negative(self, line: str) -> bool: ...
    def clocks(self) -> tuple[Callable[[str], float | None], ...]: ...


class TableScan(NamedTuple):
    """A table of factors and the scan for them."""

    table: Table
    prefilter: Prefilter
    followers: Mapping[str, frozenset[int]]
    """Factors that only matter once a signature's match was seen."""


class Scans:
    """The scans that sources need; each is made once.

    What looks for long durations costs the most, so a source is only scanned for the ways in which
    its first entries write durations.
    """

    def __init__(self, rulebook: Rulebook, *, fast: bool) -> None:
        self.rulebook = rulebook
        self._wanted = fast
        self._made: dict[frozenset[str], TableScan] = {}
        self.matching = Matching(rulebook)
        """Shared by all sources, so that each may profit from what was tried in another."""
        self.nearby = Prefilter(rulebook.nearby.table.factors, fast=fast)
        """The scan around the hits of signatures."""

    @property
    def fast(self) -> bool:
        """Whether the fast engine was wanted and is missing nowhere."""
        return all(scan.prefilter.fast == self._wanted for scan in self._made.values())

    def of(self, form: Format, shape: str, head: bytes) -> TableScan:
        """The scan for a source that begins with `head`."""
        ways = frozenset(ways_of_durations(form, shape, head, list(self.rulebook.durations)))
        if ways not in self._made:
            foreign = {
                factor
                for way, factors in self.rulebook.durations.items()
                if way not in ways
                for factor in factors
            }
            table = self.rulebook.everywhere.without(foreign)
            self._made[ways] = TableScan(
                table, Prefilter(table.factors, fast=self._wanted), table.followers()
            )
        return self._made[ways]


def ways_of_durations(form: Format, shape: str, head: bytes, ways: Sequence[str]) -> Iterator[str]:
    """The ways in which the first entries write how long something took.

    A way that names the field is believed before one that only looks like a number.
    """
    compiled = [(way, re.compile(way)) for way in ways]
    named = [(way, pattern) for way, pattern in compiled if NAMED.search(way)]
    for text in entries(shape, head)[:HEAD_ENTRIES]:
        part = form.peel(text)
        event = form.event(Record("", 0, (text,)), (part,)) if part.kind == "head" else None
        if event is None or "duration" not in event.attributes:
            continue
        line = f"\n{text}\n"
        found = [way for way, pattern in named if pattern.search(line)]
        yield from found or [way for way, pattern in compiled if pattern.search(line)]


def entries(shape: str, data: bytes) -> list[str]:
    """Rough entries of a piece of text, to look for times in."""
    text = data.decode("utf-8", "replace")
    if shape == "json-array" or shape == "json-objects":
        return ["{" + part.strip(" ,]\n{[") + "}" for part in text.split("\n  {")]
    if shape == "yaml-documents":
        return text.split("\n---\n")
    if shape == IN_ONE_LINE:
        return ["{" + part.strip(" ,]\n{[") for part in text.split(",{")]
    return text.split("\n")
