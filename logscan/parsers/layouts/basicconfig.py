"""`logging.basicConfig()`: level, logger, text, joined by colons."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.levels import UPPER


def _read(match: re.Match[str]) -> Layer:
    found = {"severity_text": match["level"], "log.logger": match["logger"]}
    return Layer(match["rest"], None, found)


FORMAT = Grammar(
    name="basicconfig",
    title="Python logging, basicConfig()",
    pattern=line(rf"(?P<level>{UPPER}):(?P<logger>[\w.<>-]{{1,120}}):(?P<rest>.*)"),
    read=_read,
    examples=("ERROR:shop.db:connection lost",),
)
