"""A storm whose known lines are taken out before the scan says what it says line by line."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logscan.detect import repeats, repertoire, tails, tally
from logscan.detect.closing import Closing
from logscan.detect.lines import Run, TakenOut
from logscan.detect.repeats import Repeats
from logscan.detect.repertoire import Repertoire
from logscan.detect.scans import TableScan
from logscan.model import Report
from logscan.records import View
from logscan.rulebook import Rulebook
from tests.pipeline.logs import Text, as_json, scanned
from tests.pipeline.test_repeats import FORMATS, keep_few, long_way, storm


def sift_all(patched: pytest.MonkeyPatch) -> Counter[str]:
    """Few hits are kept and every block is sifted; counts the lines that are taken out."""
    keep_few(patched)
    patched.setattr(repeats, "SHARE", 10**9)
    patched.setattr(repeats, "REST", 0)
    patched.setattr(tails, "LAST", tally.LAST)
    taken: Counter[str] = Counter()
    sift, take = Repeats.sift, TakenOut.run

    def counted(self: Repeats, view: View, start: int, closed: set[int]) -> bytes | None:
        left = sift(self, view, start, closed)
        if left is not None:
            assert len(left) == len(view.data) - start
            taken["blocks"] += 1
        return left

    def run(self: TakenOut[Any], start: int, end: int) -> Run[Any]:
        found = take(self, start, end)
        taken["lines"] += len(found.numbers)
        return found

    patched.setattr(Repeats, "sift", counted)
    patched.setattr(TakenOut, "run", run)
    return taken


@pytest.fixture
def sifted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """See `sift_all`."""
    return sift_all(monkeypatch)


def in_blocks(data: bytes, size: int) -> Report:
    """The report of a text that comes in blocks."""
    return scanned(Text(data, range(size, len(data), size)))


def wild(rng: random.Random, lines: int) -> bytes:
    """A storm with quiet lines, late ones, hours that pass, sizes that look like status codes."""
    made: list[str] = []
    hour = 1
    for line in storm(rng, lines).decode().splitlines():
        hour = min(hour + (rng.random() < 0.01), 23)
        shown = hour if rng.random() > 0.02 else max(hour - 1, 0)
        made.append(
            line.replace(" 10:", f" {shown:02d}:").replace("2026:10:", f"2026:{shown:02d}:")
        )
        if rng.random() < 0.3:
            size = rng.choice((7, 429, 500, 502, 503, 4321))
            made.append(
                f"10.0.{rng.randrange(300)}.{rng.choice((1, 502))} - - "
                f'[02/Mar/2026:{shown:02d}:00:0{rng.randrange(9)} +0000] "GET /q HTTP/1.1" '
                f'{rng.choice((200, 304, 503))} {size} "-" "curl/8.5.0"'
            )
    return ("\n".join(made) + "\n").encode()


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from((3_000, 20_000, 90_000)), st.booleans())
def test_a_sifted_storm_is_counted_as_if_read_line_by_line(
    seed: int, size: int, returns: bool
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        taken = sift_all(patched)
        data = wild(random.Random(seed), 1500)
        if returns:
            data = data.replace(b"\n", b"\r\n")
        report = in_blocks(data, size)
        assert as_json(report) == as_json(long_way(data, patched))
        assert taken["blocks"]


def test_most_lines_of_a_storm_are_taken_out(sifted: Counter[str]) -> None:
    data = storm(random.Random(3), 6000)
    in_blocks(data, 50_000)
    assert sifted["lines"] > data.count(b"\n") / 3


def test_a_log_that_is_no_storm_is_not_sifted(monkeypatch: pytest.MonkeyPatch) -> None:
    share = repeats.SHARE
    taken = sift_all(monkeypatch)
    monkeypatch.setattr(repeats, "SHARE", share)
    quiet = b'10.0.0.1 - - [02/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "x"\n' * 2000
    rare = storm(random.Random(3), 30).splitlines(keepends=True)
    in_blocks(b"".join(quiet + line for line in rare), 50_000)
    assert not taken["blocks"]


def _json_lines(rng: random.Random) -> Iterator[str]:
    for number in range(1500):
        minute, second = divmod(number // 10, 60)
        yield json.dumps(
            {
                "insertId": f"{rng.getrandbits(96):024x}",
                "severity": "WARNING",
                "httpRequest": {"status": rng.choice((429, 500)), "latency": "0s"},
                "resource": {"type": "cloud_run_revision"},
                "textPayload": "The request was aborted because there was no available instance.",
                "timestamp": f"2026-03-02T10:{minute:02d}:{second:02d}.{number:06d}Z",
            }
        )


def test_ids_that_are_hexadecimal_are_sifted(
    sifted: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ("\n".join(_json_lines(random.Random(1))) + "\n").encode()
    assert as_json(in_blocks(data, 30_000)) == as_json(long_way(data, monkeypatch))
    assert sifted["lines"] > 1000


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_format_sifted(
    path: Path, sifted: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (path.read_bytes().rstrip(b"\n") + b"\n") * 12
    size = max(len(data) // 5, 2000)
    assert as_json(in_blocks(data, size)) == as_json(long_way(data, monkeypatch))


def test_a_record_that_goes_on_is_whole(
    sifted: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known lines that have a traceback below, and tracebacks that reach over a block's end."""
    line = "[2026-03-02 10:{:02d}:{:02d} +0000] [9] [ERROR] Error handling request /x{}\n"
    below = (
        "\nTraceback (most recent call last):\n"
        + '  File "/app/a.py", line 3, in f\n    pool.connect()\n' * 40
        + "redis.exceptions.ConnectionError: Error 111 connecting to cache:6379."
    )
    data = "".join(
        line.format(n // 60 % 60, n % 60, below if n % 50 == 0 else "") for n in range(1500)
    ).encode()
    for size in (2_500, 20_000):
        assert as_json(in_blocks(data, size)) == as_json(long_way(data, monkeypatch))
    assert sifted["lines"] > 500


def test_what_was_learnt_may_be_forgotten(
    sifted: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """More kinds of lines than are remembered: those that were counted stay counted."""
    monkeypatch.setattr(repertoire, "MOST_SKETCHES", 40)
    line = "[2026-03-02 10:00:{:02d} +0000] [9] [ERROR] the printer {} jammed\n"
    words = ["".join(chr(97 + n // 7**k % 7) for k in range(4)) for n in range(300)]
    data = "".join(
        line.format(n % 60, words[n % 300] if n % 5 == 0 else n) for n in range(2000)
    ).encode()
    assert as_json(in_blocks(data, 8_000)) == as_json(long_way(data, monkeypatch))
    assert sifted["lines"]


def test_a_setting_that_was_told_often_is_no_form(
    sifted: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts are counted up to twenty times in each source, whichever way lines take."""
    line = "2026-03-11T10:{:02d}:{:02d}+00:00 events [AppRunner] Service update started.\n"
    part = "".join(line.format(n // 60, n % 60) for n in range(400)).encode()
    names = [f"service-{number}.log" for number in range(8)]

    def report() -> str:
        return as_json(scanned(*(Text(part, range(3000, len(part), 3000), each) for each in names)))

    short = report()
    monkeypatch.setattr(Repertoire, "saw", lambda *_: None)
    assert short == report()


def test_shapes_for_which_there_is_no_room_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_few(monkeypatch)
    monkeypatch.setattr(tally, "MOST_SHAPES", 3)
    words = ["red", "blue", "green", "black", "white", "brown"]
    line = "[2026-03-02 10:00:{:02d} +0000] [9] [ERROR] the {} thing {} jammed\n"
    data = "".join(line.format(n % 60, words[min(n, 5)], n) for n in range(300)).encode()
    assert as_json(scanned(Text(data))) == as_json(long_way(data, monkeypatch))


def test_a_known_line_that_a_record_takes_in(
    sifted: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines that also stand alone come between those of a traceback, which goes on behind them."""
    stamp = "2026-03-02T10:{:02d}:{:02d}.{:03d}Z "
    known = "Out of memory: Killed process {} (gunicorn)"
    above = ("Traceback (most recent call last):", '  File "/app/a.py", line 3, in f')
    below = (
        "    pool.connect()",
        "redis.exceptions.ConnectionError: Error 111 connecting to a:6379.",
    )
    lines: list[str] = []
    for number in range(1800):
        shown = stamp.format(number // 60, number % 60, number % 1000)
        between = number % 40 == 39
        alone = known.format(number % 90)
        for each in (*above, alone, "the printer has paper", *below) if between else (alone,):
            lines.append(f"{shown}{each}")
    data = ("\n".join(lines) + "\n").encode()
    for size in (4_000, 30_000):
        assert as_json(in_blocks(data, size)) == as_json(long_way(data, monkeypatch))
    assert sifted["lines"] > 500


def test_lines_with_a_closed_factor_are_not_taken_out(
    sifted: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "[2026-03-02 10:{:02d}:{:02d} +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:{})\n"
    data = "".join(line.format(n // 60, n % 60, n % 90) for n in range(1500)).encode()
    in_blocks(data, 8_000)
    assert sifted["lines"] > 500
    sifted.clear()
    begin = Closing.__init__

    def closing(self: Closing, rulebook: Rulebook, scan: TableScan, closed: set[int]) -> None:
        begin(self, rulebook, scan, closed)
        literals = [each.literal for each in scan.table.factors]
        closed.add(literals.index("WORKER TIMEOUT (pid"))

    monkeypatch.setattr(Closing, "__init__", closing)
    assert as_json(in_blocks(data, 8_000)) == as_json(long_way(data, monkeypatch))
    assert sifted["blocks"]
    assert not sifted["lines"]
