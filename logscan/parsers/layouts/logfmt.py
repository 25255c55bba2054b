"""logfmt: key=value pairs with a level among them (structlog's LogfmtRenderer, Go programs)."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line, plain
from logscan.parsers.jsonlog import LEVEL, LOGGER, TIME, first
from logscan.parsers.stamps import any_of
from logscan.patterns import pattern

_PAIR = pattern(r'(?<![\w.@-])([\w.@-]{1,60})=("(?:[^"\\]|\\.)*"|\S*)', re.ASCII)


def _read(match: re.Match[str]) -> Layer:
    pairs = {
        key: value[1:-1].replace('\\"', '"').replace("\\n", "\n") if value[:1] == '"' else value
        for key, value in _PAIR.findall(match[0][:16384])
    }
    found: dict[str, Value] = plain(
        {"severity_text": first(pairs, LEVEL) or "", "log.logger": first(pairs, LOGGER) or ""}
    )
    return Layer(match[0], any_of(first(pairs, TIME)), found)


FORMAT = Grammar(
    name="logfmt",
    title="logfmt",
    pattern=line(
        r"(?=[A-Za-z@_][\w.@-]{1,40}+=)(?:[^\n]{0,400}? )?(?:level|lvl|severity)=\"?[A-Za-z].*"
    ),
    read=_read,
    examples=('time="2026-03-08T10:15:02Z" level=error msg="connection lost" host=pg',),
)
