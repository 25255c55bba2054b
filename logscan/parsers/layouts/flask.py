"""Flask's default handler: `[date] LEVEL in module: text`."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found = {"severity_text": match["level"], "log.logger": match["module"]}
    return Layer(match["rest"], iso(match["ts"]), found)


FORMAT = Grammar(
    name="flask",
    title="Flask",
    when=iso,
    pattern=line(
        r"\[(?P<ts>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:,\d{3})?)\] (?P<level>[A-Z]{4,8}) in "
        r"(?P<module>\w{1,80}): (?P<rest>.*)"
    ),
    read=_read,
    examples=("[2026-03-08 10:15:02,656] ERROR in app: Exception on /pay [POST]",),
)
