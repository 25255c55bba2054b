"""curl's `-w` in its usual wordings: `http_code=200 time_total=0.5`, `HTTP 503 0.12s`."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import response
from logscan.patterns import pattern

_TIME = pattern(r"(?:time_total|total|time)[=: ]{1,3}(\d{1,6}\.\d{1,9})s?", re.ASCII)
_BARE = pattern(r" (\d{1,6}\.\d{1,9})s?$", re.ASCII)


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = response(match["status"])
    taken = _TIME.search(match[0]) or _BARE.search(match[0])
    if taken:
        found["duration"] = float(taken[1])
    return Layer(match[0], None, found)


FORMAT = Grammar(
    name="curl-write",
    title="curl -w",
    pattern=line(
        r"(?:http_code|HTTP_CODE|response_code|HTTP Status|HTTP)[=: ]{1,3}(?P<status>\d{3})"
        r"(?:\s.*)?$"
    ),
    read=_read,
    examples=("http_code=503 time_total=30.001234", "HTTP 503 0.120s"),
)
