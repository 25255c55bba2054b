"""Whether a source is newest first, and what its entries look like, told from its head alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from logscan.patterns import pattern
from logscan.sources.stamps import STAMPED, Stamp, read_number, read_stamp, read_text, stamp_of

LEAD = 3

_ARRAY = pattern(rb"\s*\[[ \t]*\r?\n(?P<indent>[ \t]*)\{[ \t]*\r?\n")
_TIME_KEYS = (
    "timestamp", "time", "@timestamp", "ts", "__REALTIME_TIMESTAMP", "timestampInMs", "asctime",
    "datetime", "date", "receiveTimestamp",
)  # fmt: skip
_DIGITS = pattern(r"\d{10,19}(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Shape:
    """How to find the entries of a source: where one starts, and what stands before the first."""

    start: re.Pattern[bytes]
    """Matches at the beginning of each line that begins an entry."""
    preamble: int
    """Bytes before the first entry."""
    array: bool = False
    """Whether entries are the elements of a pretty-printed JSON array."""


def newest_first(head: bytes) -> Shape | None:
    """The shape of a source that clearly descends in its head (UTF-8, up to 64 KiB), else None.

    Clearly: at least three more neighbours descend than ascend, and twice as many.
    """
    shape, stamps = _read(head)
    known = [stamp for stamp in stamps if stamp is not None]
    steps = [b.seconds - a.seconds for a, b in pairwise(known) if a.kind == b.kind]
    down, up = sum(step < 0 for step in steps), sum(step > 0 for step in steps)
    return shape if down - up >= LEAD and down >= 2 * up else None


def _read(head: bytes) -> tuple[Shape, Iterable[Stamp | None]]:
    if array := _ARRAY.match(head):
        indent = re.escape(array["indent"])
        start = re.compile(rb"^" + indent + rb"\{[ \t]*\r?$", re.MULTILINE)
        shape = Shape(start, array.start("indent"), array=True)
        return shape, _array_stamps(head, array["indent"])
    lines = head.split(b"\n")
    objects = [line for line in lines[:-1] if line.startswith(b"{")]
    if len(objects) * 2 > len(lines) and _object(objects[0]) is not None:
        start = re.compile(rb"^\{", re.MULTILINE)
        return Shape(start, _first(start, head)), (_json_stamp(line) for line in objects)
    matches = STAMPED.finditer(head)
    return Shape(STAMPED, _first(STAMPED, head)), (stamp_of(match) for match in matches)


def _first(start: re.Pattern[bytes], head: bytes) -> int:
    match = start.search(head)
    return match.start() if match else 0


def _array_stamps(head: bytes, indent: bytes) -> Iterator[Stamp | None]:
    """The `timestamp` of each element, which stands one step deeper than the element."""
    step = indent + (indent or b"  ")
    key = re.compile(rb"^" + step + rb'"(?:@?timestamp|time)": "?([^",\r\n]+)', re.MULTILINE)
    for match in key.finditer(head):
        yield _value(match[1].decode("utf-8", "replace"))


def _json_stamp(line: bytes) -> Stamp | None:
    entry = _object(line)
    value = next((entry[key] for key in _TIME_KEYS if key in entry), None) if entry else None
    return _value(value)


def _value(value: object) -> Stamp | None:
    if isinstance(value, int | float):
        return read_number(value)
    if not isinstance(value, str):
        return None
    return read_stamp("epoch", value) if _DIGITS.fullmatch(value) else read_text(value)


def _object(line: bytes) -> dict[str, object] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
