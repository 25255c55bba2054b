"""Lines copied out of a terminal box, as k9s draws it."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"].rstrip(" │┃║"))


FORMAT = Grammar(
    name="boxed",
    title="lines out of a terminal box (k9s)",
    pattern=line(r"\s{0,20}[│┃║] ?(?P<rest>.*)"),
    read=_read,
    examples=("│ starting up                │",),
)
