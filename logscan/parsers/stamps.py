"""Reads printed times without strptime: the minute is cached, the rest is arithmetic."""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from logscan.parsers.grammar import Stamp

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

ISO = (
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
    r"(?:Z|z| ?[+-]\d\d:?\d\d| UTC| GMT)?"
)
"""A date and time in the order of ISO 8601, with or without fraction and zone."""
DAY = r"\d\d/[A-Z][a-z]{2}/\d{4}[: ]\d\d:\d\d:\d\d(?: [+-]\d{4})?"
"""A date as access logs print it."""
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"

_TAIL = re.compile(r"[:.](\d\d)(?:[.,](\d{1,9}))? ?(.*)", re.ASCII)
_ZONE = re.compile(r"([+-])(\d\d):?(\d\d)", re.ASCII)
_MONTH = {name: number for number, name in enumerate(MONTHS.split("|"), 1)}


@lru_cache(maxsize=8192)
def _minute(text: str) -> int | None:
    """Epoch seconds of `YYYY-MM-DD HH:MM` whatever the separators, None if there is no such."""
    try:
        year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
        return timegm(datetime(year, month, day, int(text[11:13]), int(text[14:16])).timetuple())
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _offset(zone: str) -> float | None:
    """Seconds east of Greenwich of a printed zone, None if it names none that is known."""
    if zone in ("Z", "z", "UTC", "GMT"):
        return 0.0
    match = _ZONE.fullmatch(zone)
    if match is None:
        return None
    seconds = int(match[2]) * 3600 + int(match[3]) * 60
    return -seconds if match[1] == "-" else seconds


def iso(text: str, utc: bool = False) -> Stamp | None:
    """A time that begins `YYYY-MM-DD HH:MM`, any separators; `utc` where the format says so."""
    if text[-1:] == "Z" and text[19:20] == ".":
        whole, digits = _iso(text[:19], True), text[20:-1]
        if whole is not None and digits.isdecimal() and digits.isascii():
            return Stamp(whole.seconds + int(digits[:9]) / 10 ** min(len(digits), 9))
    return _iso(text, utc)


@lru_cache(maxsize=8192)
def _iso(text: str, utc: bool) -> Stamp | None:
    """The same, remembered: many lines share a second."""
    minute = _minute(text[:16])
    match = _TAIL.match(text, 16)
    if minute is None or match is None:
        return None
    second, fraction, zone = match.groups()
    seconds = minute + (float(f"{second}.{fraction}") if fraction else int(second))
    if not zone:
        return Stamp(seconds, utc)
    offset = _offset(zone)
    return Stamp(seconds, utc) if offset is None else Stamp(seconds - offset)


@lru_cache(maxsize=8192)
def access(text: str) -> Stamp | None:
    """A time of an access log: `23/Nov/2026:01:09:22 +0000`, the zone may be missing."""
    month = _MONTH.get(text[3:6])
    if month is None:
        return None
    return iso(f"{text[7:11]}-{month:02}-{text[:2]} {text[12:]}")


def yearless(text: str) -> Stamp | None:
    """`Feb  4 20:54:13` or `Dec 9 03:03:10 PM`: no year, no zone."""
    words = text.split()
    month = _MONTH.get(words[0][:3]) if words else None
    if month is None or len(words) < 3:
        return None
    clock = _half_day(words[2], words[3] if len(words) > 3 else "")
    stamp = clock and iso(f"2000-{month:02}-{words[1].zfill(2)} {clock}")
    return Stamp(stamp.seconds, False, False) if stamp else None


def _half_day(clock: str, half: str) -> str | None:
    """A 12-hour clock as 24-hour text."""
    if half not in ("AM", "PM"):
        return clock
    if not clock[:2].isdigit():
        return None
    hour = int(clock[:2]) % 12 + (12 if half == "PM" else 0)
    return f"{hour:02}{clock[2:]}"


def american(text: str) -> Stamp | None:
    """`11-14-2023 04:28:41 PM`, seconds optional: the App Runner console."""
    date, _, rest = text.partition(" ")
    clock, _, half = rest.partition(" ")
    hours = _half_day(clock if clock.count(":") == 2 else clock + ":00", half)
    return iso(f"{date[6:10]}-{date[:2]}-{date[3:5]} {hours}") if hours else None


def ctime(text: str) -> Stamp | None:
    """`Wed Oct 11 14:32:52.123456 2000`: Apache's error log."""
    words = text.split()
    month = _MONTH.get(words[1]) if len(words) == 5 else None
    return iso(f"{words[4]}-{month:02}-{words[2].zfill(2)} {words[3]}") if month else None


def epoch(value: object) -> Stamp | None:
    """Seconds, milliseconds, microseconds or nanoseconds since the epoch, told by their size."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    if not 1e8 <= abs(number) < 1e20:
        return None
    for limit, unit in ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6)):
        if abs(number) < limit:
            return Stamp(number / unit)
    return Stamp(number / 1e9)


def any_of(value: object, utc: bool = False) -> Stamp | None:
    """A time out of a JSON value: ISO text, or a number since the epoch."""
    if isinstance(value, str) and value[4:5] in ("-", "/"):
        return iso(value, utc)
    return None if isinstance(value, bool) else epoch(value)


@lru_cache(maxsize=4096)
def _shift(hour: int, tz: ZoneInfo) -> float:
    """What turns the local time of that hour into UTC."""
    local = datetime.fromtimestamp(hour * 3600, UTC).replace(tzinfo=tz)
    return local.timestamp() - hour * 3600


@lru_cache(maxsize=1024)
def _in_year(day: int, year: int) -> int | None:
    """The day number of a day of the year 2000 in another year."""
    date = datetime.fromtimestamp(day * 86400, UTC)
    try:
        return timegm(date.replace(year=year).timetuple()) // 86400
    except ValueError:
        return None


def settle(stamp: Stamp | None, tz: ZoneInfo | None, year: int | None) -> float | None:
    """Epoch seconds of a stamp, with zone and year supplied where it has none."""
    if stamp is None:
        return None
    seconds = stamp.seconds
    try:
        if not stamp.dated:
            day = _in_year(int(seconds // 86400), year) if year else None
            if day is None:
                return None
            seconds = day * 86400 + seconds % 86400
        if tz is not None and not stamp.zoned:
            seconds += _shift(int(seconds // 3600), tz)
    except (OverflowError, ValueError, OSError):
        return None
    return seconds
