"""Whatever the input: memory is bounded, counts are exact, and what was capped is said."""

from __future__ import annotations

import random

import pytest

from logscan import parsers
from logscan.detect.tally import FIRST, LAST
from logscan.model import Block
from logscan.prefilter import Prefilter
from logscan.records import Framer, cutter
from logscan.records.framing import MOST_KEPT
from tests.pipeline.logs import Text, rules, scanned

TIMEOUT = "[2026-03-{day:02d} {hour:02d}:{minute:02d}:{second:02d} +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:{pid})\n"


def timeouts(number: int, step: int = 1) -> bytes:
    """So many killed workers, `step` seconds apart."""
    lines = []
    for each in range(number):
        minute, second = divmod(each * step, 60)
        hour, minute = divmod(minute, 60)
        day, hour = divmod(hour, 24)
        lines.append(
            TIMEOUT.format(
                day=1 + day % 28, hour=hour, minute=minute, second=second, pid=9 + each % 90
            )
        )
    return "".join(lines).encode()


def test_very_many_hits_are_one_incident_with_an_exact_count() -> None:
    """Though most are counted only, and hours lie between those that are shown."""
    report = scanned(Text(timeouts(30_000, step=10)))
    assert [f.count for i in report.incidents for f in i.findings] == [30_000]
    assert any(
        f"first {FIRST} and the last {LAST}" in said and "(30,000)" in said
        for said in report.limits
    )
    assert report.rates is not None
    assert sum(report.rates.series["gunicorn.worker-timeout"]) == 30_000


def test_what_calls_off_is_not_missed_where_it_was_counted_only() -> None:
    """Errors say why the requests fail, so often that only some are kept."""
    rng = random.Random(2)
    lines = []
    for each in range(6000):
        minute, second = divmod(each, 60)
        hour, minute = divmod(minute, 60)
        clf = f"[01/Mar/2026:{hour:02d}:{minute:02d}:{second:02d} +0000]"
        lines.append(
            f"[2026-03-01 {hour:02d}:{minute:02d}:{second:02d} +0000] [9] [ERROR] "
            f"ValueError: bad value {each}"
        )
        if rng.random() < 0.1:
            lines.append(f'10.0.0.9 - - {clf} "GET / HTTP/1.1" 500 5 "-" "curl/8"')
    report = scanned(Text(("\n".join(lines) + "\n").encode()))
    assert "log.no-traceback" not in {f.id for i in report.incidents for f in i.findings}


def test_an_error_that_no_rule_knows_is_shown() -> None:
    """Also where a rule looks at it to call something else off."""
    report = scanned(Text(b"[2026-03-01 10:00:00 +0000] [9] [ERROR] the printer jammed\n"))
    assert [(u.shape, u.count) for u in report.unexplained] == [("the printer jammed", 1)]


@pytest.mark.parametrize("rest", [b"", b"Traceback (most recent call last):\n", b"WORKER TIMEOUT"])
def test_a_line_without_an_end_does_not_fill_the_memory(rest: bytes) -> None:
    form = parsers.sniff(timeouts(20))
    framer = Framer("log", cutter(timeouts(20)), form.peel, Prefilter(rules().everywhere.factors))
    found = list(framer.feed(Block(timeouts(20))))
    for _ in range(12):
        found += framer.feed(Block(b"x" * (8 << 20) + rest))
        assert len(framer._memory) <= MOST_KEPT
    found += framer.feed(Block(b"\n" + timeouts(20)))
    found += framer.flush()
    assert sum("CRITICAL" in each.record.text for each in found) == 40


def test_clocks_that_jump_are_counted_and_the_rates_stay_short() -> None:
    rng = random.Random(4)
    lines = timeouts(20_000, step=600).splitlines(keepends=True)
    rng.shuffle(lines)
    report = scanned(Text(b"".join(lines)))
    assert sum(f.count for i in report.incidents for f in i.findings) >= FIRST + LAST
    assert any("more than 5 s after later ones" in said for said in report.limits)
    assert report.rates is not None
    assert len(report.rates.series["gunicorn.worker-timeout"]) <= 1500
