"""Access lines in Apache's combined order: Gunicorn, nginx, Apache, with fields of one's own."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import QUOTED, client, request_line, response
from logscan.parsers.stamps import DAY, access
from logscan.patterns import pattern

_SECONDS = pattern(r"(?:^|[ =\"])(\d{1,6}\.\d{3,6})s?(?=$|[ \"])", re.ASCII)
_UNIT = pattern(r"(?:^|[ =\"])(\d{1,9}(?:\.\d{1,6})?)(ms|us|µs|s)(?=$|[ \",;])", re.ASCII)
_MICROSECONDS = pattern(r"(?:^|[ =])(\d{3,12})$", re.ASCII)
_PID = pattern(r" <(\d{1,10})>", re.ASCII)
_SCALE = {"ms": 1e-3, "us": 1e-6, "µs": 1e-6, "s": 1.0}


def _duration(tail: str) -> dict[str, Value]:
    """Seconds out of fields after the user agent: `%(L)s`, `%(M)sms`, a bare `%(D)s`."""
    tail = tail.strip()
    if not tail:
        return {}
    if seconds := _SECONDS.search(tail):
        return {"duration": float(seconds[1])}
    if unit := _UNIT.search(tail):
        return {"duration": float(unit[1]) * _SCALE[unit[2]]}
    if microseconds := _MICROSECONDS.search(tail):
        return {"duration": int(microseconds[1]) / 1e6}
    return {}


def _read(match: re.Match[str]) -> Layer:
    found = {
        **request_line(match["request"]),
        **response(match["status"], match["size"]),
        **client(match["client"], match["agent"]),
        **_duration(match["tail"]),
    }
    if pid := _PID.search(match["tail"]):
        found["process.pid"] = int(pid[1])
    return Layer(match[0], access(match["ts"]), found)


FORMAT = Grammar(
    name="access",
    title="access log in combined order (Gunicorn, nginx, Apache)",
    when=access,
    pattern=line(
        rf"(?:[\w.-]+:\d{{1,5}} )?(?P<client>\S*) (?:-|[\w.@-]{{1,60}}) (?P<user>-|[^\[\"]{{1,100}}?) \[(?P<ts>{DAY})\] "
        rf'"(?P<request>{QUOTED})" (?P<status>\d{{3}}) (?P<size>\d+|-)'
        rf'(?: "{QUOTED}" "(?P<agent>{QUOTED})")?(?P<tail>.*)'
    ),
    read=_read,
    examples=(
        '10.0.0.9 - - [08/Mar/2026:10:15:02 +0000] "GET /cart?id=7 HTTP/1.1" 200 512 "-" "curl/8"',
        '10.0.0.9 - - [08/Mar/2026:10:15:02 +0000] "POST /pay HTTP/1.1" 200 5 "-" "-" 1204511',
        '10.0.0.9 - ann [08/Mar/2026:10:15:02 +0000] "GET /cart HTTP/1.1" 304 -',
    ),
)
