"""A storm that is counted the short way says what it says the long way."""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logscan.detect import intake, tally
from logscan.detect.repertoire import Repertoire
from logscan.model import Report
from tests.pipeline.logs import ROOT, Text, as_json, scanned

FORMATS = sorted(
    path
    for path in (ROOT / "sample_logs" / "formats").rglob("*")
    if path.is_file()
    and path.suffix in (".log", ".ndjson", ".json")
    and path.stat().st_size < 20_000
)
STAMP = "2026-03-02T10:{minute:02d}:{second:02d}.{micro:06d}Z"


def keep_few(patched: pytest.MonkeyPatch) -> None:
    """Keep only few hits of each matcher."""
    patched.setattr(tally, "FIRST", 6)
    patched.setattr(tally, "LAST", 4)
    patched.setattr(intake, "WITH_NEIGHBOURS", 6)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Only few hits are kept, so that the short way is soon taken; counts the lines on it."""
    keep_few(monkeypatch)
    taken: Counter[str] = Counter()
    find = Repertoire.find

    def counted(self: Repertoire, raw: bytes, numbers: tuple[int, ...]) -> object:
        found = find(self, raw, numbers)
        taken["short" if found is not None else "long"] += 1
        return found

    monkeypatch.setattr(Repertoire, "find", counted)
    return taken


def long_way(data: bytes, monkeypatch: pytest.MonkeyPatch) -> Report:
    """The report when nothing is ever learnt."""
    with monkeypatch.context() as patched:
        patched.setattr(Repertoire, "saw", lambda *_: None)
        return scanned(Text(data))


def storm(rng: random.Random, lines: int) -> bytes:
    """Errors of several kinds that differ in digits, some in digits that matter."""
    made = []
    for number in range(lines):
        minute, second = divmod(number // 7, 60)
        at = f"2026-03-02 10:{minute % 60:02d}:{second:02d}"
        address = f"{rng.choice(('10', '84'))}.{rng.randrange(256)}.7.{rng.randrange(256)}"
        clf = f"[02/Mar/2026:10:{minute % 60:02d}:{second:02d} +0000]"
        status = rng.choice((200, 200, 404, 429, 500, 500, 502, 503))
        made.append(
            rng.choice(
                (
                    f"[{at} +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:{rng.randrange(9, 99_999)})",
                    f"[{at} +0000] [1] [ERROR] Worker (pid:{rng.randrange(9, 999)}) was sent "
                    f"SIG{rng.choice(('KILL', 'TERM', 'ABRT'))}! Perhaps out of memory?",
                    f"[{at} +0000] [1] [ERROR] Worker (pid:8) exited with code {rng.randrange(140)}",
                    f'{address} - - {clf} "GET /api/{rng.randrange(5)} HTTP/1.1" {status} '
                    f'{rng.randrange(10_000)} "-" "curl/8.5.0"',
                    f"[{at} +0000] [9] [ERROR] sqlalchemy.exc.TimeoutError: QueuePool limit of size "
                    f"{rng.randrange(1, 12)} overflow {rng.choice((0, 10))} reached, timeout 30.00",
                    f"[{at} +0000] [9] [ERROR] the printer {rng.randrange(30)} jammed",
                    f"[{at} +0000] [9] [ERROR] Error handling request /x\nTraceback (most recent "
                    f'call last):\n  File "/app/a.py", line {rng.randrange(9)}, in f\nKeyError: 1',
                )
            )
        )
    return ("\n".join(made) + "\n").encode()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_a_storm_is_counted_as_if_read_line_by_line(seed: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        keep_few(patched)
        data = storm(random.Random(seed), 900)
        assert as_json(scanned(Text(data))) == as_json(long_way(data, patched))


def test_most_of_a_storm_takes_the_short_way(few: Counter[str]) -> None:
    scanned(Text(storm(random.Random(3), 4000)))
    assert few["short"] > 3 * few["long"]


def test_it_does_not_matter_how_a_storm_was_cut(few: Counter[str]) -> None:
    data = storm(random.Random(5), 1500)
    whole = as_json(scanned(Text(data)))
    for size in (1000, 7777, 50_000):
        assert as_json(scanned(Text(data, range(size, len(data), size)))) == whole
    assert few["short"]


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_format_repeated(
    path: Path, few: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sample again and again: the same report by both ways."""
    data = path.read_bytes()
    if data.lstrip()[:1] == b"[" and path.suffix == ".json":
        entries = json.loads(data) * 12
        data = json.dumps(entries, indent=2 if b"\n  {" in data else None).encode()
    else:
        data = (data.rstrip(b"\n") + b"\n") * 12
    assert as_json(scanned(Text(data))) == as_json(long_way(data, monkeypatch))


def test_json_with_ids_takes_the_short_way(few: Counter[str]) -> None:
    rng = random.Random(1)
    lines = [
        json.dumps(
            {
                "insertId": f"{rng.getrandbits(96):024x}",
                "httpRequest": {
                    "status": 429,
                    "requestUrl": "https://a.example/x",
                    "latency": "0s",
                },
                "resource": {"labels": {"service_name": "shop"}, "type": "cloud_run_revision"},
                "severity": "WARNING",
                "textPayload": "The request was aborted because there was no available instance.",
                "timestamp": STAMP.format(
                    minute=n // 600, second=n // 10 % 60, micro=n * 7 % 10**6
                ),
            }
        )
        for n in range(900)
    ]
    report = scanned(Text(("\n".join(lines) + "\n").encode()))
    counts = {f.id: f.count for i in report.incidents for f in i.findings}
    assert counts["platform.no-instance"] == 900
    assert few["short"] > 600


def test_a_digit_that_matters_is_not_overlooked(few: Counter[str]) -> None:
    """One address out of the internet among thousands of private ones changes the group only."""
    line = '{}.2.3.{} - - [02/Mar/2026:10:00:{:02d} +0000] "GET / HTTP/1.1" {} 5 "-" "curl/8"\n'
    codes = itertools.cycle((500, 500, 500, 502, 429))
    data = "".join(
        line.format("84" if n % 97 == 0 else "10", n % 250, n // 50 % 60, next(codes))
        for n in range(2500)
    ).encode()
    report = scanned(Text(data))
    assert few["short"] > 1500
    series = report.rates.series if report.rates else {}
    assert sum(series["http.429-storm"]) == 500
    assert sum(series["log.no-traceback"]) == 1500
