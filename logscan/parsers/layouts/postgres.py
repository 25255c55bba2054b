"""PostgreSQL's server log: date with zone, pid, level, text."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {"severity_text": match["level"], "process.pid": int(match["pid"])}
    return Layer(match["rest"], iso(match["ts"]), found)


FORMAT = Grammar(
    name="postgres",
    title="PostgreSQL server log",
    when=iso,
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [A-Z]{3,5}) \[(?P<pid>\d{1,10})\](?: \S+)? "
        r"(?P<level>LOG|ERROR|FATAL|PANIC|WARNING|NOTICE|INFO|DETAIL|HINT|STATEMENT|CONTEXT):  ?"
        r"(?P<rest>.*)"
    ),
    read=_read,
    examples=('2026-03-08 10:15:02.123 UTC [47] ERROR:  relation "cart" does not exist',),
)
