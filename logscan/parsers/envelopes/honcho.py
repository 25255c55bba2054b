"""Honcho and foreman: time of day, process name, a bar, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", None, {"service.instance.id": match["name"]})


FORMAT = Grammar(
    name="honcho",
    title="honcho, foreman",
    pattern=line(r"\d\d:\d\d:\d\d (?P<name>[\w.-]{1,60}) *\|(?: (?P<rest>.*)|$)"),
    read=_read,
    examples=("12:34:56 web.1    | starting up",),
)
