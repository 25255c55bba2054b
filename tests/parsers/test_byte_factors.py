"""Whatever attribute an event has, the factors of its condition stand in the raw entries."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from logscan.model import Event, Record
from logscan.parsers import byte_factors, formats, sniff
from tests.parsers.test_goldens import EXPECTED, entries


def events() -> list[tuple[bytes, Event]]:
    """Each entry of each sample and each example, alone, with its event."""
    found = []
    for path in EXPECTED:
        expected = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = (path.parent / expected["file"]).read_text(encoding="utf-8")
        form = sniff(text.encode(), **expected.get("options", {}))
        listed = entries(text, form)
        found += [(form, entry) for entry in listed]
        if form.shape == "json":
            found += [(form, json.dumps(json.loads(entry), indent=4)) for entry in listed]
    for info in formats():
        found += [(sniff(info.example.encode() * 3), info.example)]
    return [
        (entry.encode(), form.event(Record("x", 1, (entry,)), [form.peel(entry)]))
        for form, entry in found
    ]


EVENTS = events()


def holds(factors: tuple[str, ...], raw: bytes) -> bool:
    """Whether one of the expressions matches, between the newlines around an entry."""
    return any(re.search(factor.encode("latin-1"), b"\n" + raw + b"\n") for factor in factors)


@pytest.mark.parametrize("attribute", ["http.response.status_code", "duration"])
def test_numbers_are_seen_in_the_raw_entry(attribute: str) -> None:
    """For an exact value and for ranges around it, one expression matches."""
    seen = 0
    for raw, event in EVENTS:
        value = event.attributes.get(attribute)
        if isinstance(value, (int, float)):
            seen += 1
            top = max(value * 10, 1)
            for low, high in ((value, value), (value, top), (value / 2, top), (0, top)):
                assert holds(byte_factors(attribute, low, high), raw), (raw, value, low)
    assert seen > 20


def test_severities_are_seen_in_the_raw_entry() -> None:
    """For every level that an event has of its own, one expression matches."""
    for raw, event in EVENTS:
        if event.severity is not None and event.severity >= 13:
            for low, high in ((event.severity, event.severity), (13, 24), (event.severity, 24)):
                assert holds(byte_factors("severity", low, high), raw), raw


def test_factors_are_ascii_and_bounded() -> None:
    """No `*`, no `+`, no open repeat, no look-around: what hyperscan takes."""
    for factors in (
        byte_factors("http.response.status_code", 429, 429),
        byte_factors("http.response.status_code", 500, 599),
        byte_factors("duration", 5, 1e9),
        byte_factors("duration", 0, 1e9),
        byte_factors("severity", 17, 24),
    ):
        for factor in factors:
            re.compile(factor.encode("latin-1"))
            bare = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "", factor)
            assert "{0}" not in factor
            assert not re.search(r"[*+]|\{\d*,\}|\(\?[=!<]", bare), factor


def test_factors_are_selective() -> None:
    """Healthy access lines hold none of them."""
    healthy = (
        b'10.0.0.9 - - [08/Mar/2026:10:15:02 +0000] "GET /cart?id=7 HTTP/1.1" 200 512 "-" "curl/8"',
        b'INFO:     10.0.0.9:52308 - "GET /cart HTTP/1.1" 200 OK',
    )
    for line in healthy:
        assert not holds(byte_factors("http.response.status_code", 500, 599), line)
        assert not holds(byte_factors("severity", 17, 24), line)
        assert not holds(byte_factors("duration", 5, 1e9), line)


def test_unknown_attributes_have_no_factor() -> None:
    """An empty answer says that bytes cannot tell."""
    assert byte_factors("process.pid", 1, 2) == ()
