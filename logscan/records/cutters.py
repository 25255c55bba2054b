"""Where entries begin and end in a buffer: lines, elements of JSON arrays, YAML documents.

A cutter is told from the head of a source. All offsets are into one bytes buffer; strings in
JSON hold no raw newline, so an element of pretty-printed JSON ends where its brace stands alone.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from logscan.sources.newlines import newlines

IN_ONE_LINE = "json-line-array"
MOST_FIRST_KEYS = 20


class Cutter(Protocol):
    """Finds the entry around an offset, and its neighbours."""

    @property
    def name(self) -> str:
        """What the entries are."""
        ...

    def start(self, data: bytes, offset: int) -> int:
        """Where the entry that holds `offset` begins; 0 where it began before the buffer."""

    def end(self, data: bytes, start: int) -> int:
        """Where the entry that begins at `start` ends (behind it), or -1 if not in the buffer."""

    def next(self, data: bytes, end: int) -> int:
        """Where the entry after one that ends at `end` begins, or -1 if not in the buffer."""

    def before(self, data: bytes, start: int) -> int:
        """Where the entry before the one at `start` begins, or -1 if there is none."""

    def count(self, data: bytes, start: int, end: int) -> int:
        """By how much the numbers of lines at two offsets differ.

        Where all entries stand in one line, they are numbered instead.
        """


@dataclass(frozen=True, slots=True)
class Lines:
    """Each line is an entry."""

    name: str = "lines"

    def start(self, data: bytes, offset: int) -> int:
        return data.rfind(b"\n", 0, offset) + 1

    def end(self, data: bytes, start: int) -> int:
        return data.find(b"\n", start)

    def next(self, data: bytes, end: int) -> int:
        return end + 1 if end + 1 < len(data) else -1

    def before(self, data: bytes, start: int) -> int:
        return data.rfind(b"\n", 0, start - 1) + 1 if start > 0 else -1

    def count(self, data: bytes, start: int, end: int) -> int:
        return newlines(data, start, end)


@dataclass(frozen=True, slots=True)
class Marked:
    """Entries begin at a marker that stands nowhere else and end at another one."""

    name: str
    begin: bytes
    """What stands before and at the beginning of an entry."""
    skip: int
    """How much of `begin` does not belong to the entry."""
    finish: bytes
    """What ends an entry; empty: the next beginning, or the end of the text."""
    keep: int = 0
    """How much of `finish` belongs to the entry."""

    def start(self, data: bytes, offset: int) -> int:
        found = data.rfind(self.begin, 0, offset + len(self.begin) - self.skip)
        return max(found + self.skip, 0) if found >= 0 else 0

    def end(self, data: bytes, start: int) -> int:
        found = data.find(self.finish or self.begin, start + 1)
        if found < 0:
            return -1
        return found + (self.keep if self.finish else 0)

    def next(self, data: bytes, end: int) -> int:
        found = data.find(self.begin, max(end - self.keep, 0))
        return found + self.skip if found >= 0 else -1

    def before(self, data: bytes, start: int) -> int:
        found = data.rfind(self.begin, 0, max(start - 1, 0))
        if found >= 0:
            return found + self.skip
        return 0 if start > 0 and data[:1] in (b"{", b"-") else -1

    def count(self, data: bytes, start: int, end: int) -> int:
        return newlines(data, start, end)


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements of an array in one line, of which each begins with one of some keys."""

    begins: tuple[bytes, ...]
    """What stands before and at the beginning of an entry, the most frequent first."""
    skip: int
    """How much of it does not belong to the entry."""
    name: str = IN_ONE_LINE

    def start(self, data: bytes, offset: int) -> int:
        return max(self._last(data, offset), 0)

    def end(self, data: bytes, start: int) -> int:
        found = self._first(data, start)
        return found + 1 if found >= 0 else -1

    def next(self, data: bytes, end: int) -> int:
        found = self._first(data, max(end - 1, 0))
        return found + self.skip if found >= 0 else -1

    def before(self, data: bytes, start: int) -> int:
        found = self._last(data, start - 1)
        return found if found >= 0 or start == 0 else 0 if data[:1] == b"{" else -1

    def count(self, data: bytes, start: int, end: int) -> int:
        low, high = max(start - self.skip + 1, 0), max(end - self.skip, -1)
        return sum(data.count(begin, low, high + len(begin)) for begin in self.begins)

    def _first(self, data: bytes, low: int) -> int:
        """The first place from `low` on where an entry is about to begin, or -1."""
        first, high = -1, len(data)
        for begin in self.begins:
            found = data.find(begin, low, high)
            if found >= 0:
                first, high = found, found + len(begin)
        return first

    def _last(self, data: bytes, most: int) -> int:
        """Where the last entry begins that begins at `most` or before, or -1."""
        last, low = -1, 0
        for begin in self.begins:
            found = data.rfind(begin, low, max(most - self.skip, -1) + len(begin))
            if found >= 0:
                last, low = found + self.skip, found
        return last


LINES = Lines()
PRETTY = re.compile(rb'^(?:\xef\xbb\xbf)?\s*(?:\{\s*"[\w]+":\s*)?\[\s*\n(?P<indent>[ \t]*)\{\s*\n')
CONCATENATED = re.compile(rb"^(?:\xef\xbb\xbf)?\s*\{\s*\n")
ONE_LINE = re.compile(
    rb'^(?:\xef\xbb\xbf)?\s*(?:\{\s*"\w+":\s*)?\[\s*(?P<first>(?P<opening>\{\s*)(?P<key>"[^"\\]+"))\s*:'
)
YAML_KEYS = re.compile(
    rb"^(?:insertId|textPayload|jsonPayload|logName|resource|timestamp|labels):", re.MULTILINE
)
LONG_LINE = 8192
CLOUD_LOGGING = {b'"httpRequest"', b'"insertId"'}
"""The keys with which its entries begin when they are written in order."""


def cutter(head: bytes) -> Cutter:
    """The cutter for a source that begins with `head`."""
    pretty = PRETTY.match(head)
    if pretty:
        indent = pretty["indent"]
        return Marked(
            "json-array", b"\n" + indent + b"{\n", 1, b"\n" + indent + b"}", len(indent) + 2
        )
    if CONCATENATED.match(head) and b"\n}" in head:
        return _concatenated(head)
    if head[:4] == b"---\n" and YAML_KEYS.search(head):
        return Marked("yaml-documents", b"\n---\n", 1, b"")
    one_line = ONE_LINE.match(head)
    joint = _joint(head, one_line.start("first")) if one_line else None
    if one_line and joint is not None:
        opening = b"}" + joint + one_line["opening"]
        keys = _first_keys(head[one_line.start("first") :], one_line["key"], opening)
        return Elements(tuple(opening + key for key in keys), 1 + len(joint))
    return LINES


def _concatenated(head: bytes) -> Cutter:
    """Pretty objects one after another, with or without a newline between them."""
    if b"\n}{" in head:
        return Marked("json-objects", b"}{\n", 1, b"\n}", 2)
    return Marked("json-objects", b"\n{\n", 1, b"\n}", 2)


def _first_keys(elements: bytes, first: bytes, opening: bytes) -> list[bytes]:
    """The keys, quoted, with which the first elements of an array begin, the most frequent first.

    Entries of Cloud Logging are often written with their keys in order; then those of requests
    begin with `httpRequest`. What stands within an element as well does not tell where one begins.
    """
    text, at = elements.decode("utf-8", "replace"), 0
    found = Counter({first: 0})
    inside: list[str] = []
    while at >= 0 and len(found) < MOST_FIRST_KEYS:
        try:
            element, end = json.JSONDecoder().raw_decode(text, at)
        except ValueError:
            break
        if isinstance(element, dict) and element:
            found[json.dumps(next(iter(element)), ensure_ascii=False).encode()] += 1
        inside.append(text[at:end])
        at = text.find("{", end)
    if not CLOUD_LOGGING.isdisjoint(found):
        found.update(dict.fromkeys(CLOUD_LOGGING, 0))
    begins = {key: (opening + key).decode("utf-8", "replace") for key in found}
    telling = [key for key in found if not any(begins[key] in each for each in inside)]
    return sorted(telling, key=lambda key: (-found[key], key)) or [first]


def _joint(head: bytes, start: int) -> bytes | None:
    """What stands between the elements of an array that is written in one line.

    None where it is no such array: several elements must begin in the first line, or one that is
    longer than the head.
    """
    line = head[start:].split(b"\n", 1)[0].decode("utf-8", "replace")
    try:
        _, end = json.JSONDecoder().raw_decode(line)
    except ValueError:
        style = b", " if re.match(r'\{\s*"[^"]*": ', line) else b","
        return style if len(line) > LONG_LINE else None
    between = re.match(r"[ \t]*,[ \t]*(?=\{)", line[end:])
    return between[0].encode() if between else None
