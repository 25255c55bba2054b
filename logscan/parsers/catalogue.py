"""All formats, found by listing the packages, in an order derived from their own examples.

A format whose pattern also reads an example of another is less specific and is tried later; a
text envelope that reads no example of another is `distinct` and may be tried on any line.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from logscan.parsers.chooser import Chooser
from logscan.parsers.grammar import Grammar, JsonGrammar
from logscan.parsers.index import PACKAGES, every, index, json_format


@cache
def text_formats(package: str) -> tuple[Grammar, ...]:
    """The text formats of "envelopes" or "layouts", the most specific first."""
    return tuple(entry.load() for entry in index().text[package])


@cache
def json_formats() -> tuple[JsonGrammar, ...]:
    """The JSON formats, envelopes before an application's own records."""
    return tuple(map(json_format, index().objects))


@cache
def generic_envelopes() -> tuple[Grammar, ...]:
    """Text envelopes that also read an application's own lines: only a whole source can tell."""
    generic = index().generic
    return tuple(entry.load() for entry in index().text["envelopes"] if entry.name in generic)


@cache
def layout_chooser() -> Chooser:
    """Chooses among all layouts."""
    return Chooser(index().text["layouts"])


@cache
def envelope_chooser() -> Chooser:
    """Chooses among the envelopes that one line can tell."""
    generic = index().generic
    return Chooser([entry for entry in index().text["envelopes"] if entry.name not in generic])


@cache
def with_specific(names: frozenset[str]) -> tuple[Grammar, ...]:
    """The layouts of those names and those that they would shadow, the most specific first."""
    wanted = names.union(*(index().shadowed[name] for name in names))
    return tuple(entry.load() for entry in index().text["layouts"] if entry.name in wanted)


class FormatInfo(NamedTuple):
    """What `logscan formats` shows of a format."""

    name: str
    title: str
    platform: str
    example: str


def formats() -> list[FormatInfo]:
    """All known formats, by name."""
    known = [item for package in PACKAGES for item in every(package)]
    found = [FormatInfo(item.name, item.title, item.platform, item.examples[0]) for item in known]
    return sorted(found)
