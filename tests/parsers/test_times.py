"""Times are read exactly, and what is not known about them is said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from logscan.model import Record
from logscan.parsers import Format, sniff, stamps


def clock_of(form: Format, line: str) -> tuple[str, str]:
    """Time and clock of a line."""
    event = form.event(Record("times", 1, (line,)), [form.peel(line)])
    shown = "" if event.time is None else datetime.fromtimestamp(event.time, UTC).isoformat()
    return shown, event.clock


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2026-03-08T10:15:02Z", 0.0),
        ("2026-03-08T10:15:02.5Z", 0.5),
        ("2026-03-08T10:15:02.617806970Z", 0.61780697),
        ("2026-03-08 10:15:02,939", 0.939),
        ("2026-03-08T12:15:02.440152+02:00", 0.440152),
        ("2026-03-08 05:15:02 -0500", 0.0),
        ("2026/03/08 10:15:02", 0.0),
    ],
)
def test_iso_is_read_to_the_last_digit(text: str, seconds: float) -> None:
    """Any separators, fractions and zones."""
    base = datetime(2026, 3, 8, 10, 15, 2, tzinfo=UTC).timestamp()
    stamp = stamps.iso(text)
    assert stamp is not None
    assert stamp.seconds == pytest.approx(base + seconds, abs=1e-6)


@pytest.mark.parametrize("text", ["2026-13-08 10:15:02", "2026-02-30 10:15:02", "", "2026-03-08"])
def test_what_is_no_time_is_none(text: str) -> None:
    """Dates that do not exist."""
    assert stamps.iso(text) is None


def test_zone_is_supplied_where_none_is_printed() -> None:
    """Assumed UTC, or the zone that the user names; a printed zone wins."""
    line = "2026-07-01 12:00:00,000 - shop - ERROR - lost"
    assert clock_of(sniff(b""), line) == ("2026-07-01T12:00:00+00:00", "assumed")
    assert clock_of(sniff(b"", tz="Europe/Berlin"), line) == (
        "2026-07-01T10:00:00+00:00",
        "assumed",
    )
    zoned = "[2026-07-01 12:00:00 +0000] [7] [INFO] x"
    assert clock_of(sniff(b"", tz="Europe/Berlin"), zoned) == ("2026-07-01T12:00:00+00:00", "known")


def test_year_is_supplied_where_none_is_printed() -> None:
    """Without a year there is no time; the last of February moves to none."""
    line = "Mar  8 10:15:02 webserver shop[937]: lost"
    assert clock_of(sniff(b""), line) == ("", "undated")
    assert clock_of(sniff(b"", year=2026), line) == ("2026-03-08T10:15:02+00:00", "assumed")
    leap = "Feb 29 10:15:02 webserver shop[937]: lost"
    assert clock_of(sniff(b"", year=2026), leap) == ("", "undated")
    assert clock_of(sniff(b"", year=2028), leap)[0] == "2028-02-29T10:15:02+00:00"


def test_outer_stamp_wins() -> None:
    """The platform's time, not the program's."""
    line = "2026-03-08T10:15:03.5Z [2026-03-08 10:15:02 +0000] [7] [INFO] x"
    assert (
        clock_of(sniff((line + "\n").encode() * 4), line)[0] == "2026-03-08T10:15:03.500000+00:00"
    )
