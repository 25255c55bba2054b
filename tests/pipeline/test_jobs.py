"""Several processes: the same report, byte for byte, whoever found what."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from logscan.ahead import Jobs, crew
from logscan.detect import repeats
from logscan.detect.scans import Scans
from logscan.model import Block
from logscan.pipeline import Options, Progress, Scan, scan
from logscan.prefilter import Prefilter
from logscan.records import Framed, Framer
from logscan.sources import Source, discover
from tests.pipeline.logs import INCIDENTS, ROOT, as_json, rules
from tests.pipeline.test_repeats import storm
from tests.pipeline.test_sifting import sift_all

CHUNK = 4 << 10
SAMPLES = sorted(
    path
    for folder in ("incidents", "formats")
    for path in (ROOT / "sample_logs" / folder).rglob("*")
    if path.is_file() and path.suffix != ".yaml"
)
TEXT = (INCIDENTS / "render-smtp-cors" / "incident" / "render.log").read_bytes()[: 24 * CHUNK]
TEXT = TEXT[: TEXT.rfind(b"\n") + 1]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A file of many chunks, with incidents."""
    path = tmp_path / "render.log"
    path.write_bytes(TEXT)
    return path


@pytest.fixture
def helpers(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that are started."""
    started: list[int] = []
    copy = crew._copy_of_this_process

    def noted() -> int:
        started.append(copy())
        return started[-1]

    monkeypatch.setattr(crew, "_copy_of_this_process", noted)
    return started


@cache
def scans() -> Scans:
    """Compiled once: most of what a small scan costs."""
    return Scans(rules(), fast=True)


@cache
def prefilter() -> Prefilter:
    """A scan of everything, compiled once."""
    return Prefilter(rules().everywhere.factors)


def reported(path: Path, jobs: Jobs, progress: Callable[[Progress], None] | None = None) -> str:
    """The report over one file as machines read it."""
    going = Scan(rules(), Options(jobs=2))  # so that `jobs` is asked, which may say one
    going.scans, going.jobs = scans(), jobs
    for source in discover([str(path)]):
        if isinstance(source, Source):
            going.read(source, progress)
    return as_json(going.report())


def chunked(number: int, *, sharing: bool = True) -> Jobs:
    """Small chunks, however small the file; all looked at by helpers, unless they are shared."""
    return Jobs(number, CHUNK, 0, sharing)


def blocks(path: Path, jobs: Jobs) -> list[Block]:
    """What the main process is given."""
    (source,) = discover([str(path)])
    assert isinstance(source, Source)
    return list(jobs.blocks(source, prefilter()))


def looked_at(found: list[Block]) -> int:
    """How many blocks were looked at ahead."""
    return sum(block.ahead is not None for block in found)


def is_over(process: int) -> bool:
    """Whether a process was started here, has ended and was put away."""
    try:
        os.waitpid(process, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_report_is_the_same_for_any_number_of_jobs(path: Path) -> None:
    chunk = max(path.stat().st_size // 6, 512)
    wanted = reported(path, Jobs(1, chunk))
    for jobs in (Jobs(2, chunk, 0, sharing=False), Jobs(3, chunk, 0)):
        assert reported(path, jobs) == wanted


def test_a_storm_is_not_scanned_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Storms that begin and end, between them quiet lines: some blocks ahead, some sifted."""
    taken = sift_all(monkeypatch)
    monkeypatch.setattr(repeats, "SHARE", 6)
    rng = random.Random(11)
    quiet = b'10.0.0.1 - - [02/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "x"\n' * 1500
    path = tmp_path / "storm.log"
    path.write_bytes(b"".join(quiet + storm(rng, 1200) for _ in range(3)) + quiet)
    wanted = reported(path, chunked(1))
    alone = taken["blocks"]
    assert alone
    ahead: list[bool] = []
    feed = Framer.feed

    def noted(self: Framer, block: Block) -> Iterator[Framed]:
        ahead.append(block.ahead is not None)
        return feed(self, block)

    monkeypatch.setattr(Framer, "feed", noted)
    assert reported(path, chunked(2, sharing=False)) == wanted
    assert taken["blocks"] > alone
    assert 0 < sum(ahead) < len(ahead) - 5


def _with_long_line() -> bytes:
    lines = TEXT.splitlines(keepends=True)
    lines[len(lines) // 2] = b"ERROR " + b"x" * 3 * CHUNK + b" WORKER TIMEOUT (pid:7)\n"
    return b"".join(lines)


FORMS = {
    "plain": TEXT,
    "windows": TEXT.replace(b"\n", b"\r\n"),
    "coloured": TEXT.replace(b"[ERROR]", b"\x1b[31m[ERROR]\x1b[0m"),
    "mark": b"\xef\xbb\xbf" + TEXT,
    "accents": TEXT.replace(b"smtp", "smtp é".encode()),
    "nuls": TEXT.replace(b"WORKER", b"WORKER\0", 3),
    "no UTF-8": TEXT.replace(b"smtp", b"smtp\xff\xfe", 3),
    "long line": _with_long_line(),
    "no final newline": TEXT.rstrip(b"\n"),
    "cut at a chunk's end": TEXT[: 8 * CHUNK],
}
LEFT_TO_ONE = {
    "hole": b"\0" * 100 + TEXT,
    "one line": TEXT.replace(b"\n", b" "),
    "UTF-16": TEXT.decode().encode("utf-16"),
    "packed": gzip.compress(TEXT, 0),
    "empty": b"",
    "small": b"\n" * CHUNK,
    "without newline": b"a" * 3 * CHUNK,
}


@pytest.mark.parametrize("name", [*FORMS, *LEFT_TO_ONE])
def test_the_form_of_the_file_does_not_matter(name: str, tmp_path: Path) -> None:
    path = tmp_path / "render.log"
    path.write_bytes((FORMS | LEFT_TO_ONE)[name])
    wanted = reported(path, Jobs())
    for jobs in (chunked(2), chunked(2, sharing=False), chunked(3, sharing=False)):
        assert reported(path, jobs) == wanted
    assert (looked_at(blocks(path, chunked(2, sharing=False))) > 3) == (name in FORMS)


def test_what_is_found_ahead_is_what_the_scan_finds(log: Path) -> None:
    found = blocks(log, chunked(3, sharing=False))
    assert b"".join(block.data for block in found) == TEXT
    assert looked_at(found) == len(TEXT) // CHUNK
    for block in found:
        if block.ahead is not None:
            assert list(block.ahead.places) == prefilter().scan(block.data)
            assert list(block.ahead.lines) == [0, block.data.count(b"\n")]


def test_a_large_file_is_shared_as_it_is_given(tmp_path: Path, helpers: list[int]) -> None:
    path = tmp_path / "large.log"
    path.write_bytes(TEXT + b"2026-07-24 10:00:00 INFO nothing happened\n" * 900_000)
    wanted = as_json(scan([str(path)], rules=rules()))
    assert not helpers
    assert as_json(scan([str(path)], Options(jobs=2), rules=rules())) == wanted
    assert len(helpers) == 1
    assert is_over(helpers[0])


def test_no_number_means_one_process_for_each_core(log: Path, helpers: list[int]) -> None:
    found = blocks(log, chunked(0))
    assert b"".join(block.data for block in found) == TEXT
    assert len(helpers) == len(os.sched_getaffinity(0)) - 1


def test_a_small_file_starts_no_process(log: Path, helpers: list[int]) -> None:
    assert looked_at(blocks(log, Jobs(2))) == 0
    assert not helpers


@pytest.mark.parametrize("sharing", [True, False])
@pytest.mark.parametrize("after", [1, 4])
def test_a_helper_that_is_killed_changes_nothing(
    sharing: bool, after: int, log: Path, helpers: list[int]
) -> None:
    taken = 0

    def kill(_: Progress) -> None:
        nonlocal taken
        taken += 1
        if taken == after:
            os.kill(helpers[0], signal.SIGKILL)

    assert reported(log, chunked(3, sharing=sharing), kill) == reported(log, Jobs())
    assert len(helpers) == 2
    assert all(is_over(helper) for helper in helpers)


def test_a_helper_that_falls_silent_is_not_waited_for(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("logscan.ahead.taking.PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(crew, "_help", lambda *_: signal.pause())
    assert reported(log, chunked(2, sharing=False)) == reported(log, Jobs())


def test_where_no_process_can_be_started_one_reads_all(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert reported(log, chunked(2)) == reported(log, Jobs())


def test_ctrl_c_leaves_no_process_behind(log: Path, helpers: list[int]) -> None:
    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reported(log, chunked(3), interrupt)
    assert len(helpers) == 2
    assert all(is_over(helper) for helper in helpers)


def test_helpers_end_when_the_main_process_is_killed(log: Path) -> None:
    programme = (
        "import os, signal; from pathlib import Path; from tests.pipeline.test_jobs import *\n"
        "die = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"reported(Path({str(log)!r}), chunked(3, sharing=False), die)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", programme], cwd=ROOT, stdout=subprocess.PIPE
    ) as killed:
        said, _ = killed.communicate(timeout=60)  # ends when all who could write have ended
    assert (said, killed.returncode) == (b"", -signal.SIGKILL)
