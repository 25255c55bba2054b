"""What a format module says about its lines: pattern, examples, and how a match is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from logscan.model import Value
from logscan.patterns import pattern


class Stamp(NamedTuple):
    """A time as printed: seconds since the epoch, taken as UTC where no zone was printed."""

    seconds: float
    zoned: bool = True
    """Whether the zone was printed, or the format defines it."""
    dated: bool = True
    """Whether the year was printed; else `seconds` lie in the year 2000."""


class Layer(NamedTuple):
    """What is left when one layer is taken off, and what that layer said.

    The attribute `severity_text` is the level of the program itself, never a platform's tag.
    """

    rest: str
    stamp: Stamp | None = None
    attributes: Mapping[str, Value] = {}


Marks = tuple[tuple[int, str], ...]
"""Where a format gives a severity without a level word: the number, and how its bytes show it."""


@dataclass(frozen=True, eq=False)
class Grammar:
    """A text format: an envelope around a line, or an application's own layout of it."""

    name: str
    title: str
    pattern: re.Pattern[str]
    """Anchored at the start; matched against the first line only."""
    read: Callable[[re.Match[str]], Layer]
    examples: tuple[str, ...]
    platform: str = ""
    when: Callable[[str], Stamp | None] | None = None
    """Reads the group `ts` of a match, where that is all that a stamp needs."""
    spans: bool = False
    """Whether the pattern is matched against all lines of a record."""
    continues: Callable[[re.Match[str]], bool] | None = None
    """Whether the line that matched belongs to the line above it."""
    marks: Marks = ()


@dataclass(frozen=True, eq=False)
class JsonGrammar:
    """A format whose entries are JSON objects."""

    name: str
    title: str
    claims: Callable[[Mapping[str, Any]], bool]
    read: Callable[[Mapping[str, Any]], Layer]
    examples: tuple[str, ...]
    platform: str = ""
    marks: Marks = ()
    final: bool = False
    """Whether the object is the application's own record, not an envelope around its text."""


def line(expression: str) -> re.Pattern[str]:
    """A pattern of a text format: ASCII classes, and `.` takes newlines too."""
    return pattern(expression, re.ASCII | re.DOTALL)


def text(value: object) -> str:
    """A JSON value as text: strings as they are, nothing for null."""
    return value if isinstance(value, str) else "" if value is None else str(value)


def plain(attributes: Mapping[str, object]) -> dict[str, Value]:
    """The attributes that have a value."""
    return {
        key: value
        for key, value in attributes.items()
        if value != "" and isinstance(value, (str, int, float, bool))
    }
