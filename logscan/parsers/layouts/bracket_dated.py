"""A date in brackets and text, without a level: JavaScript programs, print() of one's own."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import ISO, iso


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"], iso(match["ts"]))


FORMAT = Grammar(
    name="bracket-dated",
    title="date in brackets, then text",
    when=iso,
    pattern=line(rf"\[(?P<ts>{ISO})\][ :]*(?P<rest>.*)"),
    read=_read,
    examples=("[2026-03-08T10:15:02.497Z] cache warmed",),
)
