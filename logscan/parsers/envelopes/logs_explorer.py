"""Logs Explorer's copy: severity, stamp, text; also a severity word and a date by itself."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", iso(match["ts"]))


FORMAT = Grammar(
    name="logs-explorer",
    title="Google Logs Explorer, copied",
    platform="cloudrun",
    pattern=line(
        r"(?:DEFAULT|DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL|ALERT|EMERGENCY|\*)\s+"
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)(?:\s(?P<rest>.*)|$)"
    ),
    read=_read,
    examples=(
        "INFO 2026-03-08T10:15:02.950441Z Container called exit(0).",
        "ERROR 2026-03-08T10:15:02.950441Z [httpRequest.requestMethod: GET] starting up",
    ),
)
