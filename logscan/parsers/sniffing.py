"""Decides the format of a source from its first 64 KiB, by the votes of its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from json import JSONDecoder
from typing import Any
from zoneinfo import ZoneInfo

from logscan.errors import UsageError
from logscan.parsers import tables
from logscan.parsers.ansi import clean
from logscan.parsers.catalogue import (
    envelope_chooser,
    generic_envelopes,
    generic_layouts,
    json_formats,
    layout_chooser,
    text_formats,
)
from logscan.parsers.format import Format, zone
from logscan.parsers.grammar import Grammar, JsonGrammar
from logscan.parsers.kinds import bare, is_exception
from logscan.parsers.peeling import as_object, claim, take_off
from logscan.parsers.prose import is_prose, unquote

HEAD_BYTES = 64 * 1024
MOST_LINES = 400
MOST_OBJECTS = 50
WRAPPERS = ("entries", "logs", "events", "logEvents", "results", "data", "receivedMessages", "deploymentLogs")

_PLATFORM = (
    ("render", re.compile(r"/opt/render/project|\.onrender\.com|^==> |clientIP=\"", re.MULTILINE)),
    ("apprunner", re.compile(r"\[AppRunner\] |\.awsapprunner\.com|/aws/apprunner/")),
    ("railway", re.compile(r"\.railway\.app|^Starting Container$|railway\.internal", re.MULTILINE)),
    ("cloudrun", re.compile(r"\.a\.run\.app|run\.googleapis\.com|cloud_run_revision")),
    ("heroku", re.compile(r"heroku\[|\.herokuapp\.com")),
)


def sniff(
    head: bytes, *, tz: str | None = None, log_format: str | None = None, year: int | None = None
) -> Format:
    """The format of a source whose first bytes (UTF-8) are `head`; the rest is never asked.

    `tz` (an IANA name) is the zone of stamps without one, `year` the year of stamps without one,
    `log_format` the name of a format to take whatever the bytes say. Raises UsageError for a zone
    or a format that is not known; no bytes make it raise.
    """
    local = _zone(tz)
    forced = _named(log_format)
    text = head[:HEAD_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    if forced is None and (shape := _structured(text)):
        kind, objects, columns = shape
        return _of_objects(objects, kind, columns, text, local, year)
    lines = [clean(line) for line in text.split("\n", MOST_LINES * 3)[: MOST_LINES * 3]]
    report = is_prose(lines)
    if report:
        lines = [unquote(line) for line in lines]
    filled = [line for line in lines if line.strip()][:MOST_LINES]
    return _of_lines(filled, forced, report, text, local, year)


def _zone(name: str | None) -> ZoneInfo | None:
    """The zone of a name; raises UsageError."""
    try:
        return zone(name) if name else None
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(f"unknown time zone {name!r}; use a name like Europe/Berlin") from error


def _named(name: str | None) -> Grammar | JsonGrammar | None:
    """The format of a name; raises UsageError with all names."""
    if not name:
        return None
    known = [*text_formats("envelopes"), *text_formats("layouts"), *json_formats()]
    found = next((item for item in known if item.name == name.partition("+")[0]), None)
    if found is None and name != "plain":
        names = ", ".join(sorted(item.name for item in known))
        raise UsageError(f"unknown log format {name!r}; known are: {names}")
    return found


def _structured(text: str) -> tuple[str, list[dict[str, Any]], tuple[str, ...]] | None:
    """Shape, objects and columns of a source that is not made of text lines, else None."""
    start = text.lstrip()[:400]
    if re.match(r"\[?\s*\{", start):
        objects = _objects(text)
        mixed = not start.startswith("[") and _mixed(text)
        return ("json", objects, ()) if objects and not mixed else None
    if documents := tables.yaml_documents(text):
        return "yaml", documents, ()
    columns = tables.columns_of(text)
    return ("csv", tables.rows(text, columns), columns) if columns else None


def _mixed(text: str) -> bool:
    """Whether lines of text stand between one-line objects."""
    lines = [line for line in text.split("\n")[:MOST_LINES] if line.strip()]
    whole = [as_object(line) for line in lines if line[:1] == "{"]
    return bool(whole) and whole[0] is not None and len(lines) - len(whole) > 1


def _objects(text: str) -> list[dict[str, Any]]:
    """The first JSON objects of a source: of an array, of lines, of a wrapper's list."""
    decoder, found, place = JSONDecoder(), list[dict[str, Any]](), 0
    while len(found) < MOST_OBJECTS:
        place = text.find("{", place)
        if place < 0:
            break
        try:
            value, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            place += 1
            if place > HEAD_BYTES // 8 and not found:
                break
            continue
        inner = _unwrapped(value)
        found += inner if inner else [value]
        place = end
    return found


def _unwrapped(value: dict[str, Any]) -> list[dict[str, Any]]:
    """The elements of a wrapper object's list."""
    for key in WRAPPERS:
        inner = value.get(key)
        if isinstance(inner, dict):
            return _unwrapped(inner)
        if isinstance(inner, list) and inner:
            return [item for item in inner if isinstance(item, dict)]
    return []


def _of_objects(
    objects: list[dict[str, Any]],
    shape: str,
    columns: tuple[str, ...],
    text: str,
    tz: ZoneInfo | None,
    year: int | None,
) -> Format:
    """The format of a source of objects: the JSON format that claims most of them."""
    votes = Counter(item.name for entry in objects if (item := claim(entry)))
    if not votes:
        return Format("json-unknown", shape=shape, columns=columns, tz=tz, year=year)
    name = votes.most_common(1)[0][0]
    chosen = next(item for item in json_formats() if item.name == name)
    rests = [take_off_object(entry, chosen) for entry in objects]
    layouts, _ = _layouts([line for rest in rests for line in rest.split("\n") if line][:MOST_LINES])
    return Format(
        name=_joined(name, layouts),
        platform=chosen.platform or _platform(text, layouts),
        recognised=True,
        shape=shape,
        envelopes=(chosen,),
        layouts=_told(layouts),
        columns=columns,
        tz=tz,
        year=year,
    )


def take_off_object(entry: dict[str, Any], chosen: JsonGrammar) -> str:
    """The text in an object, empty where another format claims it."""
    return chosen.read(entry).rest if chosen.claims(entry) else ""


def _of_lines(
    lines: Sequence[str],
    forced: Grammar | JsonGrammar | None,
    report: bool,
    text: str,
    tz: ZoneInfo | None,
    year: int | None,
) -> Format:
    """The format of a source of lines: envelopes from the outside in, then the layouts."""
    envelopes = _stack(lines, forced)
    rests = [take_off(line, envelopes).rest for line in lines]
    layouts, known = _layouts(rests)
    structured = [as_object(line) for line in rests if line[:1] == "{"]
    claimed = Counter(item.name for entry in structured if entry and (item := claim(entry)))
    names = [item.name for item in envelopes] or [name for name, _ in claimed.most_common(1)]
    platforms = [item.platform for item in envelopes if item.platform]
    return Format(
        name=_joined("+".join(names), layouts) or "plain",
        platform=platforms[0] if platforms else _platform(text, layouts),
        recognised=bool(envelopes or known or claimed),
        prose=report,
        envelopes=envelopes,
        layouts=_told(layouts),
        tz=tz,
        year=year,
    )


def _joined(name: str, layouts: Sequence[Grammar]) -> str:
    """The name of envelope and layout together."""
    return "+".join([*([name] if name else []), *(item.name for item in layouts[:1])])


def _told(layouts: Sequence[Grammar]) -> tuple[Grammar, ...]:
    """Those layouts that one line can tell, the usual first."""
    return tuple(item for item in layouts if item.name not in generic_layouts())[:3]


def _layouts(rests: Sequence[str]) -> tuple[list[Grammar], int]:
    """The layouts of the lines, the most frequent first, and how many lines have one."""
    choose = layout_chooser().of
    votes: Counter[Grammar] = Counter()
    for rest in rests:
        if bare(rest) is None and (found := choose(rest)):
            votes[found] += 1
    return [item for item, _ in votes.most_common()], sum(votes.values())


def _platform(text: str, layouts: Sequence[Grammar]) -> str:
    """The platform that layouts or names in the text give away, empty where none does."""
    for item in layouts:
        if item.platform:
            return item.platform
    counts = {name: len(pattern.findall(text[:16384])) for name, pattern in _PLATFORM}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _stack(
    lines: Sequence[str], forced: Grammar | JsonGrammar | None
) -> tuple[Grammar | JsonGrammar, ...]:
    """The envelopes of a source, outermost first, at most three."""
    stack: list[Grammar | JsonGrammar] = []
    texts = list(lines)
    if forced is not None and forced.name in {item.name for item in text_formats("envelopes")}:
        stack.append(forced)
        texts = _inside(texts, forced)
    while len(stack) < 3 and (found := _outermost(texts)):
        stack.append(found)
        texts = _inside(texts, found)
    return tuple(stack)


def _inside(texts: Sequence[str], envelope: Grammar | JsonGrammar) -> list[str]:
    """The rests of the lines that have the envelope."""
    if not isinstance(envelope, Grammar):
        return []
    matches = (envelope.pattern.match(text) for text in texts)
    return [rest for match in matches if match and (rest := envelope.read(match).rest)]


def _outermost(texts: Sequence[str]) -> Grammar | None:
    """The envelope of most lines; a generic one only where its stamps do not explain themselves."""
    choose = envelope_chooser().of
    votes: Counter[Grammar] = Counter()
    for text in texts:
        if found := choose(text):
            votes[found] += 1
    generic = _best_generic(texts)
    if votes:
        best, count = votes.most_common(1)[0]
        if count * 20 >= len(texts) or count >= 3:
            return best if generic is None or count * 2 >= generic[1] else generic[0]
    return generic[0] if generic else None


def _best_generic(texts: Sequence[str]) -> tuple[Grammar, int] | None:
    """The generic envelope that covers most lines, the more specific where they are equal."""
    best: tuple[Grammar, int] | None = None
    for item in text_formats("envelopes"):
        if item.name in generic_envelopes():
            count = _covers(item, texts)
            if count and (best is None or count > best[1]):
                best = item, count
    return best


def _covers(envelope: Grammar, texts: Sequence[str]) -> int:
    """How many lines the envelope covers, 0 where they are rather a layout with a date."""
    rests = [envelope.read(match).rest for text in texts if (match := envelope.pattern.match(text))]
    choose = layout_chooser().of
    claimed = sum(
        1
        for text in texts
        if (found := choose(text)) and found.name != "dated" and envelope.pattern.match(text)
    )
    continued = sum(1 for rest in rests if _continues(rest))
    nested = sum(1 for rest in rests if bare(rest) is None and choose(rest))
    evidence = continued + nested - claimed
    every = len(rests) * 10 >= len(texts) * 9 and not claimed
    if not rests or (evidence <= 0 and not every):
        return 0
    return len(rests) if len(rests) * 5 >= len(texts) else 0


def _continues(rest: str) -> bool:
    """Whether the text continues a line above it, so that the stamp before it is a platform's."""
    return bare(rest) in ("indented", "traceback", "chain", "detail") or is_exception(rest)
