"""Python `logging` with a date first and a level close behind, in any of the usual orders."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.levels import UPPER
from logscan.parsers.stamps import ISO, iso

_PID = re.compile(r"[\[( ](\d{1,7})[\]) :]", re.ASCII)
_LOGGER = re.compile(r"[A-Za-z_][\w.]*[A-Za-z_]\w*|\w", re.ASCII)
_NOT_LOGGERS = frozenset(("MainThread", "MainProcess", "main", "T", "in"))


def _logger(*places: str | None) -> str:
    """The first word of the fields around the level that may be a logger's name."""
    for place in places:
        for word in _LOGGER.findall(place or ""):
            if word not in _NOT_LOGGERS and not word.startswith("Thread"):
                return str(word)
    return ""


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {"severity_text": match["level"]}
    around = f" {match['before']} {match['after'] or ''} "
    if pid := _PID.search(around):
        found["process.pid"] = int(pid[1])
    if logger := _logger(match["after"], match["before"]):
        found["log.logger"] = logger
    return Layer(match["rest"], iso(match["ts"]), found)


_FIELD = r"(?:\[[\w .:/<>,+@#-]{1,80}\]|\([\w .:/<>,-]{1,80}\)|[\w.:/<>#@-]{1,80})"

FORMAT = Grammar(
    name="asctime",
    title="Python logging with a date, level and logger",
    when=iso,
    pattern=line(
        rf"\[?(?P<ts>{ISO})\]?:?(?P<before>[ \t|-]{{1,4}}(?:{_FIELD}[ \t|:-]{{1,6}}){{0,3}}?)"
        rf"[\[(<]?(?P<level>{UPPER})\b ?[ :|-]*[\])>]?"
        rf"(?P<after>(?:[ \t|:-]{{1,4}}\[[\w .:/<>,+@#-]{{1,80}}\]){{0,2}}"
        rf"(?:[ \t|:-]{{1,4}}[A-Za-z_][\w./<>-]*(?::\w{{1,60}}){{0,2}}(?= - |: | \| |:\s?$))?"
        rf"(?:[ ]?\[\d{{1,7}}\])?)"
        r"[ \t|:-]{0,4}(?P<rest>.*)"
    ),
    read=_read,
    examples=(
        "2026-03-08 10:15:02,939 - shop.db - ERROR - connection lost",
        "2026-03-08 10:15:02,939 [ERROR   ] shop.db: connection lost",
        "2026-03-08T10:15:02.939 ERROR [47:MainThread] shop.db:14 connection lost",
        "[2026-03-08 10:15:02] - ERROR - shop.db - connection lost",
        "2026-03-08 10:15:02,939 ERROR connection lost",
    ),
)
