"""`pm2 logs`: process number and name between bars, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    found = {"service.name": match["name"], "service.instance.id": match["id"]}
    return Layer(match["rest"] or "", None, found)


FORMAT = Grammar(
    name="pm2",
    title="pm2 logs",
    pattern=line(r"(?P<id>\d{1,4})\|(?P<name>[\w.-]{1,60}) *\|(?: (?P<rest>.*)|$)"),
    read=_read,
    examples=("0|shop-api  | starting up",),
)
