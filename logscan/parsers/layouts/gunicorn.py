"""Gunicorn's and Hypercorn's error log: date, pid and level in brackets."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found = {"process.pid": int(match["pid"]), "severity_text": match["level"]}
    return Layer(match["rest"], iso(match["ts"]), found)


FORMAT = Grammar(
    name="gunicorn",
    title="Gunicorn error log",
    when=iso,
    pattern=line(
        r"\[?(?P<ts>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?: [+-]\d{4})?)\]? \[(?P<pid>\d{1,10})\] "
        r"\[(?P<level>DEBUG|INFO|WARNING|ERROR|CRITICAL)\] ?(?P<rest>.*)"
    ),
    read=_read,
    examples=(
        "[2026-03-08 10:15:02 +0000] [7] [INFO] Starting gunicorn 23.0.0",
        "2026-03-08 10:15:02 [7] [INFO] Starting gunicorn 18.0",
    ),
)
