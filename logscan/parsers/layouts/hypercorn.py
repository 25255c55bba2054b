"""Hypercorn's access log: Gunicorn's prefix, then an access line without `HTTP/`."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import QUOTED, client, request_line, response
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found = {
        "process.pid": int(match["pid"]),
        "severity_text": match["level"],
        **request_line(match["request"]),
        **response(match["status"], match["size"]),
        **client(match["client"], match["agent"]),
    }
    return Layer(match["rest"], iso(match["ts"]), found)


FORMAT = Grammar(
    name="hypercorn",
    title="Hypercorn access log",
    when=iso,
    pattern=line(
        r"\[(?P<ts>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4})\] \[(?P<pid>\d{1,10})\] "
        r"\[(?P<level>INFO)\] (?P<rest>(?P<client>\S+) - - \[[^\]]{10,40}\] "
        rf'"(?P<request>{QUOTED})" (?P<status>\d{{3}}) (?P<size>\d+|-)'
        rf'(?: "{QUOTED}" "(?P<agent>{QUOTED})")?.*)'
    ),
    read=_read,
    examples=(
        "[2026-03-08 10:15:02 +0000] [7] [INFO] 10.0.0.9:33526 - - [08/Mar/2026:10:15:02 +0000]"
        ' "GET /cart 1.1" 200 3 "-" "curl/8.5.0"',
    ),
)
