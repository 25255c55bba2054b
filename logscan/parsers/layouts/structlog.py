"""structlog's ConsoleRenderer: date, padded level in brackets, event, key=value."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found = {"severity_text": match["level"]}
    return Layer(match["rest"].rstrip(), iso(match["ts"]), found)


FORMAT = Grammar(
    name="structlog",
    title="structlog console",
    when=iso,
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\d[ T]\d\d:\d\d[:.]\d\d(?:\.\d{1,6})?Z?) "
        r"\[(?P<level>debug|info|warning|warn|error|critical|exception|notset) *\] (?P<rest>.*)"
    ),
    read=_read,
    examples=("2026-03-08 10:15:02 [error    ] connection lost                host=pg attempt=3",),
)
