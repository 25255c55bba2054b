"""Google's console, pasted: date, milliseconds and the viewer's zone abbreviation."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer((match["rest"] or "").lstrip("\t\n "), iso(match["ts"]))


FORMAT = Grammar(
    name="cloud-console",
    title="Google Cloud console, pasted",
    platform="cloudrun",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) ?(?P<zone>[A-Z]{3,5}|GMT[+-]\d{1,2})(?! \[\d)"
        r"(?:\s(?P<rest>.*)|$)"
    ),
    read=_read,
    examples=("2026-03-08 10:15:02.127 CEST",),
)
