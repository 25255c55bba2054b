"""Entries of an array in one line, whatever keys they begin with."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from logscan.model import Block
from logscan.records import cutter
from tests.pipeline.logs import Text, as_json, scanned


def _entries(rng: random.Random, number: int) -> list[dict[str, Any]]:
    """Entries of Cloud Logging with their keys in order: those of requests begin otherwise."""
    made = []
    for at in range(number):
        entry: dict[str, Any] = {
            "insertId": f"{rng.getrandbits(64):016x}",
            "severity": "ERROR",
            "textPayload": "Memory limit of 512 MiB exceeded with 530 MiB used.",
            "timestamp": f"2026-03-02T10:{at // 60 % 60:02d}:{at % 60:02d}.5Z",
        }
        if rng.random() < 0.4:
            entry["httpRequest"] = {"status": 503, "list": [{"a": 1}, {"b": '},{"insertId"'}]}
        made.append(dict(sorted(entry.items())))
    return made


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
def test_elements_that_begin_with_different_keys(separators: tuple[str, str]) -> None:
    entries = _entries(random.Random(2), 200)
    data = json.dumps(entries, separators=separators).encode()
    cut = cutter(data[:8192])
    starts, ends = [1], []
    while (end := cut.end(data, starts[-1])) >= 0:
        ends.append(end)
        starts.append(cut.next(data, end))
    ends.append(len(data) - 1)
    found = [json.loads(data[start:end]) for start, end in zip(starts, ends, strict=True)]
    assert found == entries
    for (before, start), end in zip(itertools.pairwise(starts[1:]), ends[2:], strict=True):
        assert cut.start(data, (start + end) // 2) == start
        assert cut.before(data, start) == before


def test_each_element_is_a_record_of_its_own() -> None:
    entries = _entries(random.Random(3), 150)
    one = scanned(Text(json.dumps(entries, separators=(",", ":")).encode()))
    lines = scanned(Text("".join(json.dumps(each) + "\n" for each in entries).encode()))
    counts = [
        {f.id: f.count for i in report.incidents for f in i.findings} for report in (one, lines)
    ]
    assert counts[0] == counts[1]
    assert 150 in counts[0].values()


class Pieces(Text):
    """A source that is one long line, cut anywhere."""

    def blocks(self) -> Iterator[Block]:
        for start, end in itertools.pairwise([0, *self.cuts, len(self.data)]):
            yield Block(self.data[start:end])


@pytest.mark.parametrize("size", [997, 40_000, 100_000])
def test_entries_of_one_line_are_numbered_however_it_was_cut(size: int) -> None:
    entries = _entries(random.Random(4), 1500)
    data = json.dumps(entries, separators=(",", ":")).encode() + b"\n"
    whole = scanned(Text(data))
    pieces = scanned(Pieces(data, range(size, len(data), size)))
    assert as_json(pieces) == as_json(whole)
    (source,) = whole.sources
    assert source.lines == 1500
    assert "all in one line" in source.format
    shown = [e for i in whole.incidents for f in i.findings for e in f.evidence]
    begin = datetime(2026, 3, 2, 10, tzinfo=UTC).timestamp()
    assert len({each.line for each in shown}) > 3
    assert all(each.time == begin + each.line - 1 + 0.5 for each in shown)


def _counts(data: bytes) -> dict[str, int]:
    report = scanned(Text(data))
    return {f.id: f.count for i in report.incidents for f in i.findings}


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")])
def test_a_first_element_that_is_longer_than_the_head(separators: tuple[str, str]) -> None:
    entries = _entries(random.Random(5), 40)
    entries[0]["labels"] = {"note": "y" * 70_000}
    data = json.dumps(entries, separators=separators).encode()
    assert _counts(data) == _counts("".join(json.dumps(e) + "\n" for e in entries).encode())


def test_what_stands_within_an_element_does_not_begin_one() -> None:
    entries = _entries(random.Random(6), 60)
    for at, entry in enumerate(entries):
        inner = [{"insertId": "a"}, {"insertId": "b"}]
        entries[at] = {"httpRequest" if at % 2 else "insertId": at, "list": inner} | entry
        entries[at].pop("insertId" if at % 2 else "httpRequest", None)
    cut = cutter(json.dumps(entries).encode())
    assert getattr(cut, "begins", ()) == (b'}, {"httpRequest"',)
