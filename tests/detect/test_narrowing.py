"""What is ruled out could not have held: narrowed calls lead to the same report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logscan.detect import match, narrowing
from logscan.detect.needs import needs
from tests.pipeline.logs import INCIDENTS, Text, as_json, scanned

PATTERNS = (
    r"could not translate host name \"[\w-]{1,8}\" to address",
    r"(?:urllib3/\w{1,4}|urllib/request|http/client)\.py\"?, line \d{1,3}",
    r"(?i)(?:attempt|try) \d{1,3}(?: of \d{1,3})? failed\b[^\n]{0,9}retry",
    r"Connection (?:refused|re(?:set|stored))(?:, try(?i:ing)? again)?",
    r"(?:abc){2}|(?:def)?ghi|[jkl]mn",
    r"(?>timed out)(?: after (?P<seconds>\d{1,3}) seconds)?",
)
LOGS = sorted(path for path in INCIDENTS.rglob("*.log") if path.stat().st_size < 100_000)


@settings(max_examples=60, deadline=None)
@given(st.data())
@pytest.mark.parametrize("pattern", [p for p in PATTERNS if "(?>" not in p and "(?i:" not in p])
def test_a_text_that_matches_meets_the_needs(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII)))
    needed = needs(pattern)
    lacked = {
        factor
        for factor in needed.all_literals()
        if str(factor.literal) not in (text.lower() if factor.caseless else text)
    }
    assert needed.are_met(lacked)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_text_that_lacks_everything_does_not_meet_them(pattern: str) -> None:
    needed = needs(pattern)
    assert needed.are_met(frozenset(needed.all_literals())) == (pattern == PATTERNS[4])


def test_all_parts_of_a_text_are_needed() -> None:
    """One of two words beside a slash is not enough, and one alternative is."""
    needed = needs(r"(?:urllib/request|http/client)\.py")
    words = {str(factor.literal): factor for factor in needed.all_literals()}
    assert not needed.are_met({words["urllib"], words["client"]})
    assert needed.are_met({words["urllib"], words["request"]})
    assert not needed.are_met({words[".py"]})


@pytest.mark.parametrize("path", LOGS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_narrowing_changes_no_report(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(narrowing, "PAYS", 1_000_000)
        wide = as_json(scanned(Text(data)))
    monkeypatch.setattr(narrowing, "PAYS", 0)
    assert as_json(scanned(Text(data))) == wide
    monkeypatch.setattr(match, "SHORT", -1)
    monkeypatch.setattr(match, "LONG", -1)
    assert as_json(scanned(Text(data))) == wide


def test_what_is_not_always_looked_for_is_not_ruled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fact that was told often is no longer reported by the scan, and still stands in the line."""
    monkeypatch.setattr(narrowing, "PAYS", 0)
    lines = [
        f"[2026-03-02 09:00:{n % 60:02d} +0000] [7] [INFO] Starting gunicorn 23.0.0\n"
        f"[2026-03-02 09:00:{n % 60:02d} +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:{n})\n"
        for n in range(60)
    ]
    data = "".join(lines).encode()
    narrow = as_json(scanned(Text(data)))
    monkeypatch.setattr(narrowing, "PAYS", 1_000_000)
    assert as_json(scanned(Text(data))) == narrow
