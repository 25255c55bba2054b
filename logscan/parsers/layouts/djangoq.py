"""Django-Q and RQ: time of day, program, level or queue, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    found = {"severity_text": match["level"]} if match["level"] else {}
    return Layer(match["rest"], None, found)


FORMAT = Grammar(
    name="time-of-day",
    title="time of day first (Django-Q, RQ, Prefect)",
    pattern=line(
        r"\[?\d\d:\d\d:\d\d(?:[.,]\d{1,6})?\]?(?! [AP]M\s*$)(?: [AP]M)?(?: \[Q\])?[ |-]{1,20}"
        r"(?:\[?(?P<level>DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL)\]? {0,8}[|:-]? {1,8})?(?P<rest>\S.*)"
    ),
    read=_read,
    examples=(
        "10:21:58 [Q] ERROR Failed [vermont-july] - connection lost",
        "10:21:58 default: shop.mail.send('ann') (0f1e2d3c)",
    ),
)
