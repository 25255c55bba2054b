"""Celery's worker and task log: `[date: LEVEL/Process] text`."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso
from logscan.patterns import pattern

_TASK = pattern(r"(?:Task )?(?P<name>[\w.]+)\[(?P<id>[0-9a-f-]{36})\]", re.ASCII)


def _read(match: re.Match[str]) -> Layer:
    found = {"severity_text": match["level"], "process.executable.name": match["process"]}
    if task := _TASK.match(match["rest"]):
        found["code.function"] = task["name"]
    return Layer(match["rest"], iso(match["ts"]), found)


FORMAT = Grammar(
    name="celery",
    title="Celery",
    when=iso,
    pattern=line(
        r"\[(?P<ts>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:,\d{3})?): (?P<level>[A-Z]{4,8})/"
        r"(?P<process>[^\]]{1,60})\] ?(?P<rest>.*)"
    ),
    read=_read,
    examples=(
        "[2026-03-08 10:15:02,995: ERROR/MainProcess] consumer: Cannot connect to broker",
        "[2026-03-08 10:15:02,995: ERROR/ForkPoolWorker-1] Task shop.mail"
        "[0f1e2d3c-0000-4000-8000-000000000001] raised unexpected: ValueError('x')",
    ),
)
