"""Python `logging` with a date first and a level close behind, in any of the usual orders."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.levels import UPPER
from logscan.parsers.stamps import ISO, iso
from logscan.patterns import pattern

_PID = pattern(r"(?<![\w.])(\d{1,7})(?![\w.])", re.ASCII)
_NAME = pattern(r"[A-Za-z_][\w.]*", re.ASCII)
_FIELDS = pattern(
    r"(?:\[(?!Errno |SSL[: ]|WinError )[\w .:/<>,+@#-]{1,80}\][ \t|:-]{1,4}){1,2}", re.ASCII
)
_LOGGER = pattern(
    r"(?P<name>[A-Za-z_][\w./<>-]{0,120})(?P<place>(?::\w{1,60}){0,2})(?P<end> - | \| |: | : |:$| )",
    re.ASCII,
)
_THREADS = ("MainThread", "MainProcess", "Thread", "main", "T", "in")


def _name(fields: str) -> str:
    """The first word that may be a logger's name."""
    words = (word for word in _NAME.findall(fields) if not word.startswith(_THREADS))
    return next(words, "")


def _split(rest: str, bracketed: bool, known: bool) -> tuple[str, str]:
    """Logger and text; a single word is a logger only where the layout makes it one."""
    match = _LOGGER.match(rest)
    if match is None or match["name"].endswith(("Error", "Exception")):
        return "", rest
    name, place, end = match["name"], match["place"], match["end"]
    fielded = name.islower() and (end in (" - ", " | ") or (end != " " and bracketed))
    if (
        place.lstrip(":")[:1].isdigit()
        or (end != " " and "." in name.strip("."))
        or (fielded and not known)
    ):
        return name, rest[match.end() :]
    return "", rest


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {"severity_text": match["level"]}
    before, rest = match["before"], match["rest"]
    fields = _FIELDS.match(rest)
    if fields is not None:
        rest = rest[fields.end() :]
    around = f"{before} {fields[0] if fields else ''}"
    logger = _name(around)
    name, rest = _split(rest, bool(match["open"]), bool(logger))
    if pid := _PID.search(around):
        found["process.pid"] = int(pid[1])
    if logger or name:
        found["log.logger"] = name or logger
    return Layer(rest, iso(match["ts"]), found)


_FIELD = r"(?:\[[\w .:/<>,+@#-]{1,80}\]|\([\w .:/<>,-]{1,80}\)|[\w.:/<>#@-]{1,80}+)"

FORMAT = Grammar(
    name="asctime",
    title="Python logging with a date, level and logger",
    when=iso,
    pattern=line(
        rf"\[?(?P<ts>{ISO})\]?:?(?P<before>[ \t|-]{{1,4}}+(?:{_FIELD}[ \t|:-]{{1,6}}+){{0,3}}?)"
        rf"(?P<open>[\[(<])?(?P<level>{UPPER})\b[ :|-]{{0,12}}+[\])>]?[ \t|:-]{{0,6}}(?P<rest>.*)"
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
