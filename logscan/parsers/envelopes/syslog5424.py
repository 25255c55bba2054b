"""Syslog of RFC 5424, as Render's log streams send it."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {}
    for name, key in (("host", "host.name"), ("app", "service.name")):
        if match[name] != "-":
            found[key] = match[name]
    if match["pid"].isdigit():
        found["process.pid"] = int(match["pid"][:10])
    return Layer((match["rest"] or "").removeprefix("\ufeff"), iso(match["ts"]), found)


FORMAT = Grammar(
    name="syslog-5424",
    title="syslog (RFC 5424), Render log stream",
    pattern=line(
        r"(?:\d{1,6} )?<\d{1,3}>1 (?P<ts>\S{1,40}) (?P<host>\S+) (?P<app>\S+) (?P<pid>\S+) \S+ "
        r"(?:-|\[(?:[^\]\\\"]|\"(?:[^\"\\]|\\.)*\")*\])(?: (?P<rest>.*)|$)"
    ),
    read=_read,
    examples=(
        "<14>1 2026-03-08T10:15:02-08:00 shop-api cron-12345 74440 cron-12345 - starting up",
        '<14>1 2026-03-08T10:15:02Z shop-api web 1 - [meta a="b"] starting up',
    ),
)
