"""Render's older dashboard: `Dec 9 03:03:10 PM  text`, no year, the viewer's zone."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import MONTHS, yearless


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"], yearless(match["ts"]))


FORMAT = Grammar(
    name="render-dashboard",
    title="Render dashboard, 12-hour clock",
    platform="render",
    pattern=line(rf"(?P<ts>(?:{MONTHS}) \d{{1,2}} \d\d:\d\d:\d\d [AP]M) ? ?(?P<rest>.*)"),
    read=_read,
    examples=("Mar 8 10:15:02 AM  ==> Deploying...",),
)
