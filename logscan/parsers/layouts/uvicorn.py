"""Uvicorn's default layout: level, colon, padding."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.levels import UPPER


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"], None, {"severity_text": match["level"]})


FORMAT = Grammar(
    name="uvicorn",
    title="Uvicorn",
    pattern=line(rf"(?P<level>{UPPER}): {{1,9}}(?P<rest>\S.*)"),
    read=_read,
    examples=(
        "INFO:     Started server process [23782]",
        "WARNING:  Invalid HTTP request received.",
    ),
)
