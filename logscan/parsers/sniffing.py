"""Decides the format of a source from its first 64 KiB, by the votes of its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from json import JSONDecoder
from typing import TYPE_CHECKING, Any

from logscan.errors import UsageError
from logscan.parsers import tables, voting
from logscan.parsers.ansi import clean
from logscan.parsers.catalogue import json_formats, text_formats
from logscan.parsers.format import Format, zone
from logscan.parsers.grammar import Grammar, JsonGrammar
from logscan.parsers.peeling import as_object, claim, fields_of, take_off
from logscan.parsers.prose import is_prose, unquote

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

HEAD_BYTES = 64 * 1024
MOST_LINES = 240
MOST_OBJECTS = 50
WRAPPERS = ("entries", "logs", "events", "logEvents", "results", "data", "deploymentLogs")


def sniff(
    head: bytes, *, tz: str | None = None, log_format: str | None = None, year: int | None = None
) -> Format:
    """The format of a source whose first bytes (UTF-8) are `head`; the rest is never asked.

    `tz` (an IANA name) is the zone of stamps without one, `year` the year of stamps without one,
    `log_format` the name of a format to take whatever the bytes say. Raises UsageError for a zone
    or a format that is not known; no bytes make it raise.
    """
    blank = Format("plain", tz=_zone(tz), year=year)
    forced = _named(log_format)
    text = head[:HEAD_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    if forced is None and (shape := _structured(text)):
        kind, objects, columns = shape
        return _of_objects(objects, kind, columns, text, blank)
    lines = [clean(line) for line in text.split("\n", MOST_LINES * 3)[: MOST_LINES * 3]]
    report = is_prose(lines)
    if report:
        lines = [unquote(line) for line in lines]
    filled = [line for line in lines if line.strip()][:MOST_LINES]
    return _of_lines(filled, forced, report, text, blank)


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
    known: list[Grammar | JsonGrammar] = [
        *text_formats("envelopes"),
        *text_formats("layouts"),
        *json_formats(),
    ]
    wanted = name.partition("+")[0]
    found = next((item for item in known if item.name == wanted), None)
    platforms = {item.platform for item in known}
    if found is None and wanted != "plain" and wanted not in platforms:
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
    decoder, found, failed = JSONDecoder(), list[dict[str, Any]](), 0
    place = text.find("{")
    while place >= 0 and len(found) < MOST_OBJECTS and failed < MOST_OBJECTS:
        try:
            value, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            failed, place = failed + 1, text.find("{", place + 1)
            continue
        inner = _unwrapped(value)
        found += inner if inner else [value]
        place = text.find("{", end)
    return found


def _unwrapped(value: dict[str, Any]) -> list[dict[str, Any]]:
    """The elements of a wrapper object's list."""
    for key in WRAPPERS:
        inner = value.get(key)
        if isinstance(inner, dict):
            return _unwrapped(inner)
        if isinstance(inner, list) and inner:
            rows = [fields_of(item) if isinstance(item, list) else item for item in inner]
            return [item for item in rows if isinstance(item, dict)]
    return []


def _of_objects(
    objects: list[dict[str, Any]],
    shape: str,
    columns: tuple[str, ...],
    text: str,
    blank: Format,
) -> Format:
    """The format of a source of objects: the JSON format that claims most of them."""
    votes = Counter(item.name for entry in objects if (item := claim(entry)))
    if not votes:
        return replace(blank, name="json-unknown", shape=shape, columns=columns)
    name = votes.most_common(1)[0][0]
    chosen = next(item for item in json_formats() if item.name == name)
    rests = [chosen.read(entry).rest for entry in objects if chosen.claims(entry)]
    lines = [line for rest in rests for line in rest.split("\n") if line]
    layouts, _ = voting.layouts(lines[:MOST_LINES])
    return replace(
        blank,
        name=_joined(name, layouts),
        platform=voting.platform([chosen.platform], text, layouts),
        recognised=True,
        shape=shape,
        envelopes=(chosen,),
        layouts=voting.usual(layouts),
        columns=columns,
    )


def _of_lines(
    lines: Sequence[str],
    forced: Grammar | JsonGrammar | None,
    report: bool,
    text: str,
    blank: Format,
) -> Format:
    """The format of a source of lines: envelopes from the outside in, then the layouts."""
    envelopes = voting.envelopes(lines, forced)
    rests = [take_off(line, envelopes).rest for line in lines]
    layouts, known = voting.layouts(rests)
    envelopes = _refined(envelopes, {item.name for item in layouts}, text)
    structured = [as_object(line) for line in rests if line[:1] == "{"]
    claimed = Counter(item.name for entry in structured if entry and (item := claim(entry)))
    platform = voting.platform([item.platform for item in envelopes], text, layouts)
    names = [_shown(item, platform) for item in envelopes]
    names = names or [name for name, _ in claimed.most_common(1)]
    return replace(
        blank,
        name=_joined("+".join(names), layouts) or "plain",
        platform=platform,
        recognised=bool(envelopes or known or claimed),
        prose=report,
        envelopes=envelopes,
        layouts=voting.usual(layouts),
    )


def _refined(
    envelopes: Sequence[Grammar | JsonGrammar], layouts: set[str], text: str
) -> tuple[Grammar | JsonGrammar, ...]:
    """The envelopes, where what they hold tells twins apart.

    A stamp without zone is UTC where gcloud's request lines show who wrote it; one of seven
    digits is GitHub's where its marks or tabs are seen, else Azure's or another's.
    """
    return tuple(_twin(item.name, layouts, text) or item for item in envelopes)


def _twin(name: str, layouts: set[str], text: str) -> Grammar | None:
    """What an envelope of this name rather is."""
    if name == "stamped" and "cloudrun-request" in layouts:
        from logscan.parsers.envelopes.stamped import GCLOUD

        return GCLOUD
    if name == "github-actions" and "github-marks" not in layouts and "\t" not in text:
        from logscan.parsers.envelopes.rfc3339 import FORMAT

        return FORMAT
    return None


def _shown(envelope: Grammar | JsonGrammar, platform: str) -> str:
    """The name of an envelope; a stamp alone is named after the platform that is known to set it."""
    return platform if platform and envelope.name == "rfc3339" else envelope.name


def _joined(name: str, layouts: Sequence[Grammar]) -> str:
    """The name of envelope and layout together; a program's layout says more than a platform's."""
    programs = [item.name for item in layouts if not item.platform]
    chosen = (programs or [item.name for item in layouts])[:1]
    return "+".join([*([name] if name else []), *chosen])
