"""Times as logs write them at the beginning of a line, for telling entries and their order.

Rough on purpose: zones that are not printed count as equal. The parsers read times properly.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from logscan.patterns import pattern

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rb"(?:" + "|".join(_MONTHS).encode() + rb")"

# What may stand before a stamp: a number, a syslog priority, a compose name, level words, tags.
_PREFIX = (
    rb"[ \t]{0,4}(?:\d{1,6}\) )?(?:<\d{1,3}>(?:1 )?)?(?:[\w.-]{1,64} {1,64}\| )?"
    rb"(?:(?:\[[\w.:/-]{1,48}\]|[A-Za-z]{1,9}:?)[ \t]{1,8}){0,2}[\[(\"']?"
)
_CLIENT = rb"(?:\S{1,256} \S{1,64} \S{1,128} )?\["

_ISO = (
    rb"(?P<iso>\d{4}[-/]\d\d[-/]\d\d[T ,]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
    rb"(?: ?(?:Z\b|[+-]\d\d:?\d\d\b))?)"
)
_US = rb"(?P<us>\d\d[-/]\d\d[-/]\d{4},? \d\d?:\d\d(?::\d\d)? [AP]M)"
_MON = rb"(?P<mon>" + _MONTH + rb" {1,2}\d{1,2},? \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: [AP]M)?)"
_CLF = rb"(?P<clf>\d\d/" + _MONTH + rb"/\d{4}[: ]\d\d:\d\d:\d\d(?: [+-]\d{4})?)"
_EPOCH = rb"(?P<epoch>\b1\d{9}(?:\d{3}|\.\d{1,9})?)(?=[ \t])"
_TIME = rb"(?P<time>\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?(?: [AP]M)?)(?=[ \t]*\r?$)"

STAMPED = pattern(
    rb"^(?:" + _PREFIX + rb"(?:" + _ISO + rb"|" + _US + rb"|" + _MON + rb"|" + _EPOCH + rb"|"
    + _TIME + rb")|" + _CLIENT + _CLF + rb")",
    re.MULTILINE,
)  # fmt: skip
_DIGITS = pattern(r"\d+")
_ZONE = pattern(r"([+-])(\d\d):?(\d\d)$")
_NEVER = datetime(1970, 1, 1)


class Stamp(NamedTuple):
    """A time that compares with others of the same kind."""

    kind: str
    seconds: float


def stamp_of(match: re.Match[bytes]) -> Stamp | None:
    """The time that a match of `STAMPED` names; None where there is no such time."""
    kind = match.lastgroup or ""
    return read_stamp(kind, match[kind].decode("ascii", "replace"))


def read_text(text: str) -> Stamp | None:
    """The time that a JSON string names."""
    match = STAMPED.match(text.encode("utf-8", "replace"))
    return stamp_of(match) if match else None


def read_number(value: float) -> Stamp | None:
    """Epoch seconds, milliseconds, microseconds or nanoseconds, told by their size."""
    if not 1e9 <= value < 1e20:
        return None
    while value >= 1e11:
        value /= 1000
    return Stamp("epoch", value)


def read_stamp(kind: str, text: str) -> Stamp | None:
    """The time of `text`, which has the shape of the group `kind` of `STAMPED`."""
    try:
        if kind == "epoch":
            return read_number(float(text))
        return Stamp(kind, _READERS[kind](text))
    except (ValueError, OverflowError):
        return None


def _seconds(date: tuple[int, int, int], clock: str) -> float:
    """Seconds since 1970 of a date and the rest of a stamp: clock, fraction, AM or PM, zone."""
    zone = _ZONE.search(clock[6:])
    hour, minute, *rest = _DIGITS.findall(clock[: 6 + zone.start()] if zone else clock)
    hours = int(hour)
    if clock.endswith("M"):
        hours = hours % 12 + 12 * clock.endswith("PM")
    day = datetime(*date) + timedelta(hours=hours, minutes=int(minute))
    value = (day - _NEVER).total_seconds() + (int(rest[0]) if rest else 0)
    value += float(f"0.{rest[1]}") if len(rest) > 1 else 0.0
    if zone:
        shift = 3600 * int(zone[2]) + 60 * int(zone[3])
        value -= shift if zone[1] == "+" else -shift
    return value


def _iso(text: str) -> float:
    return _seconds((int(text[:4]), int(text[5:7]), int(text[8:10])), text[11:])


def _us(text: str) -> float:
    return _seconds((int(text[6:10]), int(text[:2]), int(text[3:5])), text[10:].lstrip(", "))


def _mon(text: str) -> float:
    _, day, clock = text.split(maxsplit=2)
    return _seconds((2000, _MONTHS.index(text[:3]) + 1, int(day.rstrip(","))), clock)


def _clf(text: str) -> float:
    return _seconds((int(text[7:11]), _MONTHS.index(text[3:6]) + 1, int(text[:2])), text[12:])


def _time(text: str) -> float:
    return _seconds((1970, 1, 1), text)


_READERS = {"iso": _iso, "us": _us, "mon": _mon, "clf": _clf, "time": _time}
