"""App Runner's event log in the console: American date, 12-hour clock, the viewer's zone."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import american


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"], american(match["ts"]))


FORMAT = Grammar(
    name="apprunner-console",
    title="App Runner console event log",
    platform="apprunner",
    pattern=line(r"\s{0,8}(?P<ts>\d\d-\d\d-\d{4} \d\d:\d\d(?::\d\d)? [AP]M) (?P<rest>.*)"),
    read=_read,
    examples=(
        "03-08-2026 10:15:02 AM [AppRunner] Service status is set to RUNNING.",
        "03-08-2026 10:15 AM [AppRunner] Service update started.",
    ),
)
