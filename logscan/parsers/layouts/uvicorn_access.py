"""Uvicorn's access lines, with or without level: client, request, status."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import client, response, target
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found = {
        "http.request.method": match["method"],
        **target(match["url"]),
        **response(match["status"]),
        **client(match["client"]),
    }
    if match["level"]:
        found["severity_text"] = match["level"]
    stamp = iso(match["ts"]) if match["ts"] else None
    return Layer(match["rest"], stamp, found)


FORMAT = Grammar(
    name="uvicorn-access",
    title="Uvicorn access log",
    when=iso,
    pattern=line(
        r"(?:\[?(?P<ts>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?)\]?[ -]+)?"
        r"(?:\[?(?P<level>INFO|WARNING|ERROR|DEBUG)\]?:? +(?:- +)?)?"
        r"(?P<rest>(?P<client>[\w.:\[\]<>-]{0,60}) - \"(?P<method>[A-Z]{3,10}|WebSocket) "
        r"(?P<url>[^\"]*?)(?: HTTP/[\d.]+)?\" (?P<status>\d{3}|\[accepted\])(?: .*|$))"
    ),
    read=_read,
    examples=(
        'INFO:     10.0.0.9:52308 - "GET /cart?id=7 HTTP/1.1" 200 OK',
        '10.0.0.9:52308 - "GET /cart?id=7 HTTP/1.1" 500',
        'INFO:     10.0.0.9:52308 - "WebSocket /ws" [accepted]',
    ),
)
