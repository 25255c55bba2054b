"""Samples and in-memory sources for the tests of the whole pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from logscan.model import Block, Report
from logscan.pipeline import Options, Scan, load_rules
from logscan.render.json_v1 import render
from logscan.rulebook import Rulebook

ROOT = Path(__file__).parent.parent.parent
INCIDENTS = ROOT / "sample_logs" / "incidents"


@cache
def rules() -> Rulebook:
    """The built-in pack, compiled once."""
    return load_rules(Options())


class Text:
    """A source whose text comes in given pieces."""

    live = False
    size = None
    read = 0

    def __init__(self, data: bytes, cuts: Sequence[int] = (), name: str = "log") -> None:
        self.name = name
        self.data = data
        self.cuts = cuts
        self.problems: list[str] = []

    def head(self) -> bytes:
        """The first 64 KiB."""
        return self.data[:65536]

    def blocks(self) -> Iterator[Block]:
        """The text, cut after the newlines before the cuts."""
        start, line = 0, 1
        for end in [*sorted(self.cuts), len(self.data)]:
            stop = self.data.rfind(b"\n", 0, end) + 1 if end < len(self.data) else len(self.data)
            if stop > start:
                yield Block(self.data[start:stop])
                line += self.data.count(b"\n", start, stop)
                start = stop


def scanned(*texts: Text, fast: bool = True) -> Report:
    """The report over some in-memory sources."""
    going = Scan(rules(), Options(fast=fast))
    going.tally.several = len(texts) > 1
    for text in texts:
        going.read(text, None)  # type: ignore[arg-type]  # has all that is used of a Source
    return going.report()


def as_json(report: Report) -> str:
    """The report as machines read it."""
    return render(report)
