"""`journalctl -o short-iso`: stamp with zone, host, identifier, text."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {"host.name": match["host"], "service.name": match["tag"]}
    if match["pid"]:
        found["process.pid"] = int(match["pid"])
    return Layer(match["rest"] or "", iso(match["ts"]), found)


FORMAT = Grammar(
    name="journal-iso",
    title="journalctl -o short-iso, rsyslog with ISO dates",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[+-]\d\d:?\d\d|Z)) (?P<host>[\w.-]+) "
        r"(?P<tag>[\w./@()-]+?)(?:\[(?P<pid>\d{1,10})\])?:(?: (?P<rest>.*)|$)"
    ),
    read=_read,
    examples=("2026-03-08T10:15:02+0000 webserver gunicorn[937]: starting up",),
)
