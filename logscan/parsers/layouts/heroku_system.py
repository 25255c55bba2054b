"""Heroku's own lines about a dyno."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    code = match["code"]
    return Layer(match[0], None, {"heroku.code": code} if code else {})


FORMAT = Grammar(
    name="heroku-system",
    title="Heroku's own lines",
    platform="heroku",
    pattern=line(
        r"(?:Error (?P<code>[HRL]\d{2}) \(|State changed from |Process exited with status "
        r"|Process running mem=|Stopping (?:all processes|process) with SIG|Starting process with command "
        r"|Stopping remaining processes|Cycling$|Idling$|Unidling$|Restarting$|Process exited$).*"
    ),
    read=_read,
    examples=("Error R14 (Memory quota exceeded)", "State changed from starting to crashed"),
)
