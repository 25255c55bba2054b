"""`aws logs tail --format short`: a time in UTC without zone, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", iso(match["ts"], utc=True))


FORMAT = Grammar(
    name="aws-short",
    title="aws logs tail --format short",
    platform="aws",
    pattern=line(r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?: (?P<rest>.*)|$)"),
    read=_read,
    examples=("2026-03-08T10:15:02 starting up",),
)
