"""`gcloud logging read --format table(...)`: stamp, padded severity, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer((match["rest"] or "").rstrip(), iso(match["ts"]))


FORMAT = Grammar(
    name="gcloud-table",
    title="gcloud logging read --format table",
    platform="cloudrun",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z) {2,8}?"
        r"(?:(?:DEFAULT|DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL|ALERT|EMERGENCY) {2,6}| {10})"
        r"(?P<rest>.*)"
    ),
    read=_read,
    examples=(
        "2026-03-08T10:15:02.688029Z            starting up",
        "2026-03-08T10:15:02.688029Z  WARNING   Container called exit(1).",
    ),
)
