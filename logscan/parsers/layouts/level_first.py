"""A level word first: Django's verbose layout, `[ERROR] text`, `ERROR - text`, `ERROR [logger]`."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.levels import UPPER
from logscan.parsers.stamps import ISO, iso


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {"severity_text": match["level"]}
    if match["module"]:
        found["log.logger"] = match["module"]
    if match["pid"]:
        found["process.pid"] = int(match["pid"])
    stamp = iso(match["ts"]) if match["ts"] else None
    return Layer(match["rest"], stamp, found)


FORMAT = Grammar(
    name="level-first",
    title="level word first (Django verbose)",
    when=iso,
    pattern=line(
        rf"[\[(]?(?P<level>{UPPER})(?:\](?: *-| *:)?|\)| *-| *\||)[ \t]+"
        rf"(?:[\[(]?(?P<ts>{ISO})[\])]?[ \t|:-]*"
        rf"(?:(?P<module>[A-Za-z_<][\w.<>]*)(?: (?P<pid>\d{{1,10}}) \d{{1,16}})?[ :])?)?"
        r"[ \t|:-]{0,3}(?P<rest>\S.*)"
    ),
    read=_read,
    examples=(
        "ERROR 2026-03-08 10:15:02,939 views 47 140213 connection lost",
        "[ERROR] connection lost",
        "ERROR - connection lost",
    ),
)
