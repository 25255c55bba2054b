"""A local date and time before every line, as Docker Desktop's pane and `ts` write it."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", iso(match["ts"]))


FORMAT = Grammar(
    name="stamped",
    title="date and time without zone before every line (Docker Desktop, aws logs tail short)",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?: (?P<rest>(?!- |\| ).*)|$)"
    ),
    read=_read,
    examples=("2026-05-01 12:34:56 starting up", "2026-05-01T12:34:56 starting up"),
)
