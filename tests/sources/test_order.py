"""Newest-first sources are turned round, entry by entry, with their line numbers kept."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logscan.sources import Source, discover
from logscan.sources import turning as turning_module
from logscan.sources.encodings import Losses
from logscan.sources.order import newest_first
from logscan.sources.stamps import STAMPED, stamp_of
from tests.sources.conftest import Write, only, text

START = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)


def _entries(count: int) -> list[str]:
    return [
        f"{START - timedelta(seconds=i // 2):%Y-%m-%dT%H:%M:%S}Z line {i}\n" + "  more\n" * (i % 3)
        for i in range(count)
    ]


def _check_numbers(source: Source, original: bytes, size: int = 1 << 20) -> bytes:
    """Each line's number leads to that line in the original."""
    lines = original.split(b"\n")
    got = b""
    for block in source.blocks(size):
        assert block.numbers is not None
        assert len(block.numbers) == block.data.count(b"\n")
        for line, number in zip(block.data.split(b"\n"), block.numbers, strict=False):
            assert line.strip(b" ,\r") == lines[number - 1].strip(b" ,\r")
        got += block.data
    return got


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("last_newline", [False, True])
def test_text_is_turned_by_entries(packed: bool, last_newline: bool, write: Write) -> None:
    """Continuations stay with their entry, what stands before the first stays in front."""
    entries = _entries(9000)
    data = ("TIMESTAMP  TEXT\n" + "".join(entries)).encode()
    data = data if last_newline else data.removesuffix(b"\n")
    source = only(write("a.log", gzip.compress(data) if packed else data))
    want = ("TIMESTAMP  TEXT\n" + "".join(reversed(entries))).encode()
    assert _check_numbers(source, data, 100_000) == want


def test_small_steps_backwards(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries that span several reads are put together."""
    monkeypatch.setattr(turning_module, "BACKWARDS", 7)
    entries = _entries(60)
    data = "".join(entries).encode()
    assert _check_numbers(only(write("a.log", data)), data) == "".join(reversed(entries)).encode()


def test_a_giant_entry_is_taken_apart(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded; no line is lost and numbers stay right."""
    monkeypatch.setattr(turning_module, "BACKWARDS", 16)
    monkeypatch.setattr(turning_module, "ENTRY_LIMIT", 200)
    entries = _entries(20)
    entries[10] = entries[10] + "   continued\n" * 100
    data = "".join(entries).encode()
    got = _check_numbers(only(write("a.log", data)), data)
    assert sorted(got.split(b"\n")) == sorted(data.split(b"\n"))


def test_an_entry_over_the_limit_comes_in_pieces() -> None:
    """Each piece says which lines it holds, a line that was cut in both."""
    first = b"".join(b"2026-01-02 00:00:0%d first\n" % (9 - i) for i in range(9))
    data = first + b"2026-01-01 00:00:00 " + b"x" * 100 + b"\n  more\n  " + b"y" * 30 + b"\n"
    shape = newest_first(first)
    assert shape is not None
    with turning_module.spooled([data]) as spool:
        blocks = list(turning_module.turned(spool, 0, shape, Losses(), 20, 64))
    assert max(len(block.data) for block in blocks) <= 64
    assert [list(block.numbers or ()) for block in blocks[:4]] == [[10], [10, 11], [12], [9]]
    assert b"".join(block.data for block in blocks).startswith(data[len(first) :])


def test_a_pretty_array_stays_an_array(write: Write) -> None:
    """`gcloud logging read --format json`, also in UTF-16 with a byte order mark."""
    rows = [
        {"insertId": str(i), "timestamp": f"{START - timedelta(seconds=i):%Y-%m-%dT%H:%M:%S}Z",
         "labels": {"a": [1, {"b": 2}]}}
        for i in range(400)
    ]  # fmt: skip
    said = json.dumps(rows, indent=2)
    for data in (said.encode(), said.replace("\n", "\r\n").encode("utf-16")):
        source = only(write("a.json", data))
        got = _check_numbers(source, said.encode(), 5000)
        assert json.loads(got) == rows[::-1]


def test_an_array_that_breaks_off_stays_readable(write: Write) -> None:
    """The element that was cut off goes behind the array."""
    rows = [{"n": i, "timestamp": f"2026-01-01T00:00:{59 - i:02d}Z"} for i in range(20)]
    source = only(write("a.json", json.dumps(rows, indent=2).encode()[:-30]))
    whole, _, fragment = text(source).partition(b"\n]\n")
    assert json.loads(whole + b"]") == rows[-2::-1]
    assert fragment.startswith(b"  {")


def test_json_lines_and_equal_stamps(write: Write) -> None:
    """Equal stamps are reversed too; epoch milliseconds count."""
    lines = [json.dumps({"timestamp": 1_767_000_000_000 - i // 2, "n": i}) for i in range(50)]
    source = only(write("a.ndjson", "\n".join(lines).encode()))
    assert text(source).decode().splitlines() == lines[::-1]


@pytest.mark.parametrize(
    "lines",
    [
        [f"  02-20-2022 1{i % 2}:0{9 - i}:44 PM [AppRunner] x" for i in range(0, 10, 2)],
        [f"WARNING [2025-09-16T00:4{9 - i}:54.054Z] - Container" for i in range(9)],
        [f"1{2 if i < 5 else 1}:4{9 - i}:38 AM\n[kdhl7]\n==> No open ports" for i in range(9)],
        [f'10.0.0.1 - - [23/Nov/2026:01:0{9 - i}:22 +0000] "GET /"' for i in range(9)],
        [f"web-1  | [2025-11-08 09:34:{59 - i}] - ERROR" for i in range(9)],
        [f"Dec 9 0{9 - i}:03:10 PM  Dockerfile.render:25" for i in range(9)],
        [f"Feb  4 20:54:{59 - i} host sshd[937]: x" for i in range(9)],
    ],
)
def test_stamps_of_many_shapes(lines: list[str]) -> None:
    """Each shape is recognised going down and not going up."""
    head = "\n".join(lines).encode() + b"\n"
    assert newest_first(head) is not None
    assert newest_first("\n".join(reversed(lines)).encode() + b"\n") is None


def test_unclear_order_is_left_alone() -> None:
    """Two steps down, or as many up as down, do not turn a source."""
    stamp = "2026-01-01 00:00:{:02d} x\n"
    assert newest_first("".join(stamp.format(n) for n in (9, 8, 7)).encode()) is None
    assert newest_first("".join(stamp.format(n) for n in (1, 9, 2, 8, 3, 7, 4, 6)).encode()) is None


def test_turning_can_be_declined(write: Write) -> None:
    """A watcher takes lines as they come."""
    data = "".join(_entries(50)).encode()
    source = only(write("a.log", data))
    assert b"".join(block.data for block in source.blocks(turn=False)) == data


@given(st.binary(max_size=120))
def test_no_bytes_make_stamps_raise(data: bytes) -> None:
    """Hostile text is no error."""
    newest_first(data)
    for match in STAMPED.finditer(b"9999-99-99 99:99:99 x\n" + data):
        stamp_of(match)


@given(st.lists(st.sampled_from([b"2026-01-01 00:00:0%d x\n", b"  more %d\n", b"\n"]), max_size=30))
def test_turning_twice_gives_the_same_lines(shapes: list[bytes]) -> None:
    """Lines are neither lost nor made."""
    lines = [shape % (i % 10) if b"%" in shape else shape for i, shape in enumerate(shapes)]
    first = b"".join(b"2026-01-02 00:00:0%d first\n" % (9 - i) for i in range(9))
    data = first + b"".join(lines)
    shape = newest_first(first)
    assert shape is not None
    with turning_module.spooled([data]) as spool:
        blocks = list(turning_module.turned(spool, 0, shape, Losses(), 64))
    numbers = [number for block in blocks for number in block.numbers or ()]
    assert sorted(numbers) == list(range(1, data.count(b"\n") + 1))


def test_discover_accepts_the_same_folder_twice(write: Write) -> None:
    """A source is read once even if it is named twice."""
    path = write("a.log", b"x\n")
    assert len(discover([path, path])) == 1
