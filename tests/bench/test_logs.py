"""The logs of the benchmarks: of the size asked for, the same each time, and read by logscan."""

from __future__ import annotations

import gzip
import re
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

import logscan
from logscan.rulebook import Rulebook
from tests.bench.logs import KINDS, write
from tests.bench.logs.lengths import LONGEST
from tests.bench.logs.text import upto

SMALL = 60_000
UNEVEN = {"long-lines": LONGEST, "giant-line": 500}
"""By how much a log may be larger than asked for, where a line is more than a few thousand bytes."""
ENTRY = 4096
PLANTED = {
    "storm": "db.pool-exhausted",
    "flood": "db.pool-exhausted",
    "tracebacks": "db.unavailable",
    "distinct-groups": "app.dns-failure",
}
TIMEOUT = "gunicorn.worker-timeout"
EXPORT = "platform.no-instance"
STAMP = re.compile(rb"\[(\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d) ")


@cache
def rules() -> Rulebook:
    """The built-in pack, compiled once."""
    return logscan.load_rules(logscan.Options())


def planted(kind: str) -> str:
    """The finding that each log of a kind holds."""
    return PLANTED.get(kind, EXPORT if "array" in kind or "ndjson" in kind else TIMEOUT)


def content(path: Path) -> bytes:
    """All bytes of a log, compressed ones as they are."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return b"".join(file.read_bytes() for file in files)


@pytest.mark.parametrize("kind", KINDS)
def test_a_log_has_its_size_and_is_the_same_each_time(kind: str, tmp_path: Path) -> None:
    one, other = (write(kind, SMALL, tmp_path / name) for name in ("one", "other"))
    assert SMALL - ENTRY < one.text_bytes < SMALL + UNEVEN.get(kind, ENTRY)
    assert content(one.path) == content(other.path)
    assert write(kind, SMALL, tmp_path / "one") == one


@pytest.mark.parametrize("kind", KINDS)
def test_logscan_finds_what_was_planted(kind: str, tmp_path: Path) -> None:
    log = write(kind, SMALL, tmp_path)
    report = logscan.scan([str(log.path)], rules=rules())
    found = {link.finding for incident in report.incidents for link in incident.chain}
    assert planted(kind) in found
    assert not report.unreadable


def test_time_goes_on_over_the_whole_log() -> None:
    stamps = [
        datetime.strptime(found.decode(), "%d/%b/%Y:%H:%M:%S")
        for chunk in KINDS["quiet"](1 << 20)
        for found in STAMP.findall(chunk)
    ]
    assert len(stamps) > 5000
    assert stamps == sorted(stamps)
    assert len(set(stamps)) > 100


def test_text_ends_with_the_line_that_reaches_its_size() -> None:
    lines = iter([b"a" * 9, b"b" * 9, b"c" * 9])
    assert (
        b"".join(upto(15, (line.decode() for line in lines))) == b"a" * 9 + b"\n" + b"b" * 9 + b"\n"
    )


def test_one_log_in_many_files(tmp_path: Path) -> None:
    folder = write("many-files", SMALL, tmp_path).path
    assert len(list(folder.iterdir())) == 4
    assert content(folder) == content(write("quiet", SMALL, tmp_path).path)


def test_the_compressed_log_is_the_quiet_one(tmp_path: Path) -> None:
    log = write("gzip", SMALL, tmp_path)
    assert gzip.decompress(log.path.read_bytes()) == content(write("quiet", SMALL, tmp_path).path)


def test_entries_of_an_export_are_counted(tmp_path: Path) -> None:
    counts = {form: write(form, SMALL, tmp_path) for form in ("ndjson", "line-array")}
    for log in counts.values():
        assert log.entries == content(log.path).count(b'"insertId"')
    assert counts["ndjson"].entries == content(counts["ndjson"].path).count(b"\n")


def test_a_log_of_earlier_generators_goes(tmp_path: Path) -> None:
    old = tmp_path / f"quiet-{SMALL}.0badcafe.log"
    old.write_bytes(b"")
    write("quiet", SMALL, tmp_path)
    assert not old.exists()
