"""Werkzeug's development server: an access line whose size is always `-`, and its banner."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import client, request_line, response
from logscan.parsers.stamps import access


def _read(match: re.Match[str]) -> Layer:
    found = {
        **request_line(match["request"]),
        **response(match["status"]),
        **client(match["client"]),
    }
    return Layer(match[0], access(match["ts"]), found)


FORMAT = Grammar(
    name="werkzeug",
    title="Werkzeug development server",
    when=access,
    pattern=line(
        r"(?P<client>\S+) - - \[(?P<ts>\d\d/[A-Z][a-z]{2}/\d{4} \d\d:\d\d:\d\d)\] "
        r'"(?P<request>.*)" (?P<status>\d{3}|-) (?:\d+|-)$'
    ),
    read=_read,
    examples=('10.0.0.9 - - [08/Mar/2026 10:15:02] "GET /cart?id=7 HTTP/1.1" 429 -',),
)
