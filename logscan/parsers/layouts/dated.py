"""A date and text, without a level that is known."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"], iso(match["ts"]))


FORMAT = Grammar(
    name="dated",
    title="date, then text",
    when=iso,
    pattern=line(
        r"(?P<ts>\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
        r"(?:Z| ?[+-]\d\d:?\d\d| UTC)?)[ \t|:-]+(?P<rest>\S.*)"
    ),
    read=_read,
    examples=("2026-03-08 10:15:02,939 cache warmed", "2026/03/08 10:15:02 cache warmed"),
)
