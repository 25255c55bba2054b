"""`railway logs` of an entry with attributes: stamp, own level, text, key=value."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"], iso(match["ts"]), {"severity_text": match["level"]})


FORMAT = Grammar(
    name="railway-cli",
    title="railway logs (entries with attributes)",
    platform="railway",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z) "
        r"\[(?P<level>INFO|ERRO|WARN|DBUG)\] (?P<rest>.*)"
    ),
    read=_read,
    examples=("2026-03-08T10:15:02.379466568Z [ERRO] payment failed order=77 attempt=3",),
)
