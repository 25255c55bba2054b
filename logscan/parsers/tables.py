"""Exports that are neither lines nor JSON: YAML documents of gcloud and Render, CSV tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from json import dumps
from typing import Any

from logscan.patterns import pattern

_KEY = pattern(r"(?P<indent> *)(?P<dash>- )?(?P<key>'[^']+'|[\w@./-]+):(?: (?P<value>.*))?$")
_DOCUMENT = pattern(r"(?:^|\n)---[ ]*\n")
_KNOWN = frozenset(
    (
        "textPayload",
        "logName",
        "insertId",
        "timestamp",
        "severity",
        "message",
        "@timestamp",
        "@message",
        "level",
        "receiveTimestamp",
        "jsonPayload.message",
        "Message",
        "Timestamp",
    )
)
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r", "e": "\x1b", "0": "\0"}


def yaml_documents(text: str) -> list[dict[str, Any]]:
    """The documents of a source that is `gcloud logging read` or `render logs -o yaml` output."""
    start = text[:4000]
    google = re.search(r"(?m)^(?:insertId|logName|textPayload|httpRequest|jsonPayload): ?", start)
    render = re.match(r"id: \S+\nlabels:\n", start)
    if not (google and re.search(r"(?m)^(?:logName|insertId|timestamp):", start)) and not render:
        return []
    parts = _DOCUMENT.split(text) if google else re.split(r"\n(?=id: )", text)
    return [found for part in parts[:50] if (found := yaml_object(part))]


def yaml_object(document: str) -> dict[str, Any]:
    """The mapping of one document in the plain YAML that gcloud writes."""
    lines = [line for line in document.split("\n") if line.rstrip() != "---"]
    found, _ = _mapping(lines[:2000], 0, 0, 0)
    return found


def _mapping(
    lines: Sequence[str], place: int, indent: int, depth: int
) -> tuple[dict[str, Any], int]:
    """The keys at an indentation, and the place of the first line after them."""
    found: dict[str, Any] = {}
    while place < len(lines):
        match = _KEY.match(lines[place])
        if not lines[place].strip():
            place += 1
            continue
        if match is None or len(match["indent"]) != indent or match["dash"] or depth > 8:
            if (match and len(match["indent"]) > indent) or match is None:
                place += 1
                continue
            break
        key = match["key"].strip("'")
        found[key], place = _value(lines, place + 1, indent, match["value"], depth)
    return found, place


def _value(
    lines: Sequence[str], place: int, indent: int, value: str | None, depth: int
) -> tuple[Any, int]:
    """A scalar, a block of text, a list or a mapping below its key."""
    if value and value[0] in "|>":
        return _block(lines, place, indent)
    if value:
        return _scalar(lines, place, indent, value)
    match = _KEY.match(lines[place]) if place < len(lines) else None
    if match and match["dash"] and len(match["indent"]) >= indent:
        return _list(lines, place, len(match["indent"]), depth)
    if match and len(match["indent"]) > indent:
        return _mapping(lines, place, len(match["indent"]), depth + 1)
    return "", place


def _list(lines: Sequence[str], place: int, indent: int, depth: int) -> tuple[list[Any], int]:
    """The mappings of a list."""
    found = []
    while place < len(lines) and lines[place].startswith(" " * indent + "- "):
        own = [" " * (indent + 2) + lines[place][indent + 2 :]]
        place += 1
        while place < len(lines) and lines[place].startswith(" " * (indent + 2)):
            own.append(lines[place])
            place += 1
        found.append(_mapping(own, 0, indent + 2, depth + 1)[0])
    return found, place


def _block(lines: Sequence[str], place: int, indent: int) -> tuple[str, int]:
    """A literal block."""
    start = place
    while place < len(lines) and (
        not lines[place].strip() or len(lines[place]) - len(lines[place].lstrip()) > indent
    ):
        place += 1
    taken = lines[start:place]
    margin = min((len(item) - len(item.lstrip()) for item in taken[:1]), default=0)
    return "\n".join(item[margin:] for item in taken).rstrip("\n"), place


def _scalar(lines: Sequence[str], place: int, indent: int, value: str) -> tuple[str, int]:
    """A scalar, which may be quoted and folded over several lines."""
    parts = [value]
    while place < len(lines) and _folded(lines[place], indent):
        parts.append(lines[place].strip())
        place += 1
    return _unquoted(_join(parts)), place


def _folded(text: str, indent: int) -> bool:
    """Whether the line goes on with the scalar above it."""
    if not text.strip():
        return True
    return len(text) - len(text.lstrip()) > indent


def _join(parts: Sequence[str]) -> str:
    """Folded lines: a blank line stands for a newline, any other break for a space."""
    text = parts[0]
    for part in parts[1:]:
        text = text + "\n" if not part else text + part if text.endswith("\n") else f"{text} {part}"
    return text.rstrip("\n")


def _unquoted(text: str) -> str:
    """A scalar without its quotes."""
    if len(text) > 1 and text[0] == "'" == text[-1]:
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == '"' == text[-1]:
        return re.sub(r"\\(?: |(.))", lambda m: _ESCAPES.get(m[1] or "", m[1] or " "), text[1:-1])
    return text


def columns_of(text: str) -> tuple[str, ...]:
    """The columns of a CSV table of log entries, empty if the text is none."""
    first = text.partition("\n")[0].strip("\r\ufeff")
    if first.count(",") < 1 or len(first) > 2000:
        return ()
    names = tuple(name.strip() for name in first.replace('"', "").split(","))
    return names if len(_KNOWN.intersection(names)) >= 2 else ()


def rows(text: str, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """The first rows of a table as entries."""
    lines = text.split("\n")[1:50]
    return [row for line in lines if line.strip() and (row := _row(line, columns))]


def _row(line: str, columns: tuple[str, ...]) -> dict[str, Any]:
    """One row, its dotted columns nested."""
    import csv

    try:
        cells = next(csv.reader(line.splitlines(keepends=True)), [])
    except csv.Error:
        return {}
    found: dict[str, Any] = {}
    for column, cell in zip(columns, cells, strict=False):
        *path, last = _split(column)
        place = found
        for name in path:
            inner = place.setdefault(name, {})
            place = inner if isinstance(inner, dict) else {}
        if cell:
            place[last] = cell
    return found if tuple(cells) != columns else {}


def _split(column: str) -> list[str]:
    """The path of a column; only Cloud Logging nests its names."""
    nested = column.startswith(("resource.", "labels.", "httpRequest.", "jsonPayload."))
    return column.split(".") if nested else [column]


def as_json(entry: str, shape: str, columns: tuple[str, ...]) -> str:
    """A document or row as a JSON object; what cannot be read stays as it is."""
    found = yaml_object(entry) if shape == "yaml" else _row(entry, columns)
    whole = len(found) > 1 or shape == "csv"
    return dumps(found) if found and whole else entry
