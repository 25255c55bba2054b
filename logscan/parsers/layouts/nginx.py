"""nginx's error log: date, level, process, connection, text."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import request_line
from logscan.parsers.stamps import iso
from logscan.patterns import pattern

_REQUEST = pattern(r', request: "([^"]{1,4096})"')
_CLIENT = pattern(r", client: ([^,\s]{1,60})")


def _read(match: re.Match[str]) -> Layer:
    rest = match["rest"]
    found: dict[str, Value] = {
        "severity_text": match["level"],
        "process.pid": int(match["pid"]),
        "log.logger": "nginx",
    }
    if request := _REQUEST.search(rest):
        found |= request_line(request[1])
    if client := _CLIENT.search(rest):
        found["client.address"] = client[1]
    return Layer(rest, iso(match["ts"]), found)


FORMAT = Grammar(
    name="nginx",
    title="nginx error log",
    when=iso,
    pattern=line(
        r"(?P<ts>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) \[(?P<level>[a-z]{3,6})\] "
        r"(?P<pid>\d{1,10})#\d{1,10}: (?:\*\d{1,20} )?(?P<rest>.*)"
    ),
    read=_read,
    examples=(
        "2026/03/08 10:15:02 [error] 31#31: *17 upstream timed out (110: Connection timed out)"
        " while reading response header from upstream, client: 10.0.0.9, server: shop.example,"
        ' request: "GET /cart HTTP/1.1", upstream: "http://10.0.0.3:8000/cart"',
    ),
)
