"""Loguru's default layout: date, level and place between bars."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found = {
        "severity_text": match["level"],
        "log.logger": match["logger"],
        "code.function": match["function"],
    }
    return Layer(match["rest"], iso(match["ts"]), found)


FORMAT = Grammar(
    name="loguru",
    title="Loguru",
    when=iso,
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?: ?[+-]\d\d:?\d\d)?) \| "
        r"(?P<level>[A-Z]{4,8}) *\| (?P<logger>[\w.-]+):(?P<function>[\w<>.]+):\d+ - (?P<rest>.*)"
    ),
    read=_read,
    examples=("2026-03-08 10:15:02.123 | ERROR    | shop.db:connect:42 - connection lost",),
)
