"""Render lines as pasted with their number and instance: `12) [stamp] [instance] text`."""

import re

from logscan.parsers.grammar import Grammar, Layer, line, plain
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    instance = match["instance"].strip("-")
    return Layer(match["rest"], iso(match["ts"]), plain({"service.instance.id": instance}))


FORMAT = Grammar(
    name="render-numbered",
    title="Render lines with number and instance",
    platform="render",
    pattern=line(
        r"\d{1,6}\) \[(?P<ts>\d{4}-\d\d-\d\dT[\d:.]{8,18}Z)\] \[(?P<instance>[\w-]+)\] ?(?P<rest>.*)"
    ),
    read=_read,
    examples=("12) [2026-03-08T10:15:02.981583147Z] [-] ==> Deploying...",),
)
