"""Locust's log lines: date, host, level, logger."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found = {
        "host.name": match["host"],
        "severity_text": match["level"],
        "log.logger": match["logger"],
    }
    return Layer(match["rest"], iso(match["ts"]), found)


FORMAT = Grammar(
    name="locust",
    title="Locust",
    when=iso,
    pattern=line(
        r"\[(?P<ts>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3})\] (?P<host>[^/\s]{1,120})/"
        r"(?P<level>[A-Z]{4,8})/(?P<logger>[^:\s]{1,120}): (?P<rest>.*)"
    ),
    read=_read,
    examples=("[2026-03-08 10:15:02,174] load-1/INFO/locust.main: Starting Locust 2.47.0",),
)
