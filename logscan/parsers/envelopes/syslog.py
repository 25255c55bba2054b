"""Syslog of RFC 3164, journald's short form, Elastic Beanstalk: host, tag, text."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import MONTHS, yearless


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {"host.name": match["host"], "service.name": match["tag"]}
    if match["pid"]:
        found["process.pid"] = int(match["pid"])
    return Layer(match["rest"] or "", yearless(match["ts"]), found)


FORMAT = Grammar(
    name="syslog",
    title="syslog (RFC 3164), journalctl",
    pattern=line(
        rf"(?:<\d{{1,3}}>)?(?P<ts>(?:{MONTHS}) [ \d]?\d \d\d:\d\d:\d\d(?:\.\d{{1,6}})?) "
        r"(?P<host>[\w.:-]+) (?P<tag>[\w./@()-]+?)(?:\[(?P<pid>\d{1,10})\])?:(?: (?P<rest>.*)|$)"
    ),
    read=_read,
    examples=(
        "<133>Mar  8 10:15:02 webserver shop[937]: starting up",
        "Mar 08 10:15:02 webserver gunicorn[937]: starting up",
    ),
)
