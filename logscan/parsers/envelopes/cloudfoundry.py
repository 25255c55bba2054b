"""`cf logs`: stamp, source and instance in brackets, stream, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso

_STREAM = {"OUT": "stdout", "ERR": "stderr"}


def _read(match: re.Match[str]) -> Layer:
    found = {"service.instance.id": match["source"], "log.iostream": _STREAM[match["stream"]]}
    return Layer(match["rest"] or "", iso(match["ts"]), found)


FORMAT = Grammar(
    name="cloudfoundry",
    title="cf logs",
    platform="cloudfoundry",
    pattern=line(
        r"\s{0,8}(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?[+-]\d\d:?\d\d) "
        r"\[(?P<source>[\w/.-]+)\] +(?P<stream>OUT|ERR)(?: (?P<rest>.*)|$)"
    ),
    read=_read,
    examples=("   2026-03-08T10:15:02.12+0000 [APP/PROC/WEB/0] OUT starting up",),
)
