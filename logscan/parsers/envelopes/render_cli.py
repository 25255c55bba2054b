"""`render logs -o text`: a time in UTC and two spaces."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"], iso(match["ts"], utc=True))


FORMAT = Grammar(
    name="render-cli",
    title="render logs -o text",
    platform="render",
    pattern=line(r"(?P<ts>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)  (?P<rest>.*)"),
    read=_read,
    examples=("2026-03-08 10:15:02  ==> Your service is live",),
)
