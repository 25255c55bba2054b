"""`fly logs`: stamp, app and machine, region, level tag, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found = {"service.instance.id": match["id"], "cloud.region": match["region"]}
    return Layer(match["rest"] or "", iso(match["ts"]), found)


FORMAT = Grammar(
    name="fly",
    title="fly logs",
    platform="fly",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z) (?:app|runner|proxy)\[(?P<id>\w+)\] "
        r"(?P<region>[a-z]{3}) \[\s*\w+\s*\](?: ?(?P<rest>.*)|$)"
    ),
    read=_read,
    examples=("2026-03-08T10:15:02Z app[148e21ea7d] fra [info] starting up",),
)
