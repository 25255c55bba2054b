"""`firebase functions:log`: stamp, severity letter, function, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso

_WORDS = {"D": "debug", "I": "info", "N": "notice", "W": "warning", "E": "error"}


def _read(match: re.Match[str]) -> Layer:
    found = {"faas.name": match["function"], "service.name": match["function"]}
    if match["letter"] != "?":
        found["severity_text"] = _WORDS.get(match["letter"], "critical")
    return Layer(match["rest"] or "", iso(match["ts"]), found)


FORMAT = Grammar(
    name="firebase",
    title="firebase functions:log",
    platform="cloudrun",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z) (?P<letter>[DINWECA?]) "
        r"(?P<function>[\w-]+):(?:\s(?P<rest>.*)|$)"
    ),
    read=_read,
    marks=(
        (21, r"Z [CA] "),
        (17, r"Z E "),
        (13, r"Z W "),
        (10, r"Z N "),
        (9, r"Z I "),
        (5, r"Z D "),
    ),
    examples=("2026-03-08T10:15:02.630068Z I loginwithpin: starting up",),
)
