"""Rust's tracing and other programs: ISO date in UTC, padded level, target, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found = {"severity_text": match["level"]}
    if match["target"]:
        found["log.logger"] = match["target"]
    return Layer(match["rest"], iso(match["ts"]), found)


FORMAT = Grammar(
    name="tracing",
    title="ISO date, level, target (Rust tracing)",
    when=iso,
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z) +"
        r"\[?(?P<level>(?:TRACE|DEBUG|INFO|WARN|ERROR)(?!:)|info|debug|warn|error|fatal)\]?:? +"
        r"(?:(?P<target>[\w-]+(?:::[\w-]+)*): )?(?P<rest>.*)"
    ),
    read=_read,
    examples=(
        "2026-03-08T10:15:02.078364Z ERROR rdkafka::client: all brokers are down",
        "2026-03-08T10:15:02.078Z error: connection lost",
    ),
)
