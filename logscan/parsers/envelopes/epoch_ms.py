"""Milliseconds since the epoch before every line: exports of CloudWatch Logs to S3."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import epoch


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", epoch(match["ts"]))


FORMAT = Grammar(
    name="epoch-ms",
    title="milliseconds since the epoch before every line",
    pattern=line(r"(?P<ts>1\d{12})(?:[ \t](?P<rest>.*)|$)"),
    read=_read,
    examples=("1772964902988 starting up",),
)
