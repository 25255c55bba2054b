"""Morgan's `dev` and `tiny` lines: method, path, status, duration."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import METHOD, response, target


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {
        "http.request.method": match["method"],
        **target(match["path"]),
        **response(match["status"]),
    }
    if match["amount"]:
        scale = 1000 if match["unit"] == "ms" else 1
        found["duration"] = float(match["amount"]) / scale
    return Layer(match[0], None, found)


FORMAT = Grammar(
    name="request-line",
    title="method, path, status, duration (morgan, middleware of one's own)",
    pattern=line(
        rf"\"?(?P<method>{METHOD}) (?P<path>/[^\s\"]*)(?: HTTP/[\d.]{{1,3}})?\"?"
        r"[ :>=-]{1,5}(?:status[=: ]{1,2})?(?P<status>[1-5]\d\d)\b"
        r"(?:[ (,-]{1,4}(?:in |took )?(?P<amount>\d{1,9}(?:\.\d{1,6})?) ?(?P<unit>ms|s)\b)?.*"
    ),
    read=_read,
    examples=("GET /cart?id=7 500 31.204 ms - 21", "POST /pay -> 504 (30.002s)"),
)
