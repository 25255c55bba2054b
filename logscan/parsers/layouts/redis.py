"""Redis's server log: pid and role, date, mark, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import MONTHS, access

_LEVEL = {".": "debug", "-": "info", "*": "notice", "#": "warning"}


def _read(match: re.Match[str]) -> Layer:
    day, month, year, clock = match["ts"].split()
    stamp = access(f"{day}/{month}/{year} {clock}")
    return Layer(
        match["rest"],
        stamp,
        {"process.pid": int(match["pid"]), "severity_text": _LEVEL[match["mark"]]},
    )


FORMAT = Grammar(
    name="redis",
    title="Redis server log",
    pattern=line(
        rf"(?P<pid>\d{{1,10}}):[XCSM] (?P<ts>\d\d (?:{MONTHS}) \d{{4}} \d\d:\d\d:\d\d\.\d{{3}}) "
        r"(?P<mark>[.*#-]) (?P<rest>.*)"
    ),
    read=_read,
    marks=((13, r"[0-9] # "), (10, r"[0-9] \* "), (9, r"[0-9] - "), (5, r"[0-9] \. ")),
    examples=("1:M 08 Mar 2026 10:15:02.123 # Out Of Memory allocating 1048576 bytes",),
)
