"""How numeric conditions look in the raw bytes of any format, as regexes for a prefilter.

The expressions are ASCII, without unbounded repeats or look-around, for hyperscan and `re`. Bytes
are taken as they come to the scan: UTF-8, colour codes removed, JSON escapes in place, with a
newline before and behind each entry (anchors would cost a third of the speed).
"""

from __future__ import annotations

from functools import cache

from logscan.parsers.index import index
from logscan.parsers.levels import WORDS

_KEYS = "level|lvl|severity|levelname|at|loglevel|level_name|type"
_AFTER = r"(?:[^0-9A-Za-z.]|\.[^0-9])"


def byte_factors(attribute: str, low: float, high: float) -> tuple[str, ...]:
    """Expressions of which one matches every raw entry whose `attribute` is from low to high.

    Known are `http.response.status_code`, `duration` (seconds) and `severity` (OpenTelemetry
    number); for any other the answer is empty: no bytes can be told, every entry may have it.
    """
    if attribute == "http.response.status_code":
        return _statuses(low, high)
    if attribute == "duration":
        return _durations(low)
    if attribute == "severity":
        return _severities(low, high)
    return ()


def _statuses(low: float, high: float) -> tuple[str, ...]:
    """The codes, whole hundreds as one class."""
    codes = [code for code in range(100, 1000) if low <= code <= high]
    hundreds = [hundred for hundred in range(1, 10) if _whole(hundred, low, high)]
    single = [str(code) for code in codes if code // 100 not in hundreds]
    alternatives = [*(f"{hundred}[0-9][0-9]" for hundred in hundreds), *single]
    if low <= 0:
        alternatives += ["-1", "0"]
    if not alternatives:
        return ()
    code = f"(?:{'|'.join(alternatives)})"
    return (
        rf"[^0-9][ =:>(\"'\[\t,]{code}{_AFTER}",
        rf"[0-9]m{code}{_AFTER}",
        rf"(?:HTTP/[0-9.]{{1,3}}|[/=][0-9A-Za-z_-]{{0,40}}[0-9]) {code}{_AFTER}",
        rf" {code} [0-9.]{{1,12}} ?ms",
        rf",{code},",
    )


def _whole(hundred: int, low: float, high: float) -> bool:
    return low <= hundred * 100 and hundred * 100 + 99 <= high


def _at_least(number: int, most: int) -> str:
    """Digits of an integer of at least `number`, up to `most` digits."""
    if number <= 1:
        return rf"[0-9]{{1,{most}}}"
    digits = str(number)
    if len(digits) == 1:
        return rf"(?:[{digits}-9]|[1-9][0-9]{{1,{most}}})"
    longer = rf"[1-9][0-9]{{{len(digits)},{most}}}"
    same = rf"[{digits[0]}-9][0-9]{{{len(digits) - 1}}}"
    return f"(?:{same}|{longer})"


def _durations(low: float) -> tuple[str, ...]:
    """Seconds, milliseconds or microseconds, in each format's own words."""
    quote = r"[\"'\\]{0,8}"
    whole = _at_least(int(low), 9)
    milli = _at_least(int(low * 1000), 12)
    micro = _at_least(int(low * 1e6), 15)
    return (
        rf"service={milli}ms",
        rf"responseTimeMS={milli}",
        rf"(?:totalDuration|responseTime|duration|responseTimeMs){quote}: ?{quote}{milli}",
        rf"latency{quote}[:=] ?{quote}{whole}(?:\.[0-9]{{1,9}})?s",
        rf"[,\"\s]{whole}(?:\.[0-9]{{1,9}})?s[,\"\s;]",
        rf"in {milli} msecs",
        rf"[ =\"(:]{milli}(?:\.[0-9]{{1,6}})? ?ms",
        rf"[ =\"(:]{whole}\.[0-9]{{3,6}}[^0-9]",
        rf"[ =\"(:]{micro}(?:\.[0-9]{{1,6}})? ?(?:us|\xc2\xb5s)",
        rf"[ =]{micro}[^0-9.]",
    )


def _severities(low: float, high: float) -> tuple[str, ...]:
    """The words of the levels as they stand in the layouts."""
    words = [word for level, known in WORDS.items() if low <= level <= high for word in known]
    if not words:
        return ()
    upper = "|".join(word.upper() for word in words)
    lower = "|".join(word for word in words)
    title = "|".join(word.capitalize() for word in words)
    marks = [text for level, text in _marks() if low <= level <= high]
    found = [
        rf"(?:[^A-Za-z]|[0-9]m)(?:{upper})[^A-Za-z]",
        rf"(?:{_KEYS})[\"\\]{{0,8}}[:=] ?[\"\\']{{0,8}}(?:{lower}|{title})",
        rf"\[(?:[a-z_]{{1,20}}:)?(?:{lower})[ \]]",
    ]
    return (*found, *marks)


@cache
def _marks() -> tuple[tuple[int, str], ...]:
    """The marks of all formats."""
    return tuple(index().marks)
