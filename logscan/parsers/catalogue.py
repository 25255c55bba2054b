"""All formats, found by listing the packages, in an order derived from their own examples.

A format whose pattern also reads an example of another is less specific and is tried later; a
text envelope that reads no example of another is `distinct` and may be tried on any line.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from logscan.parsers.grammar import Grammar, JsonGrammar

ENOUGH = 5000
"""Questions after which one joined expression pays."""
_NAMED = re.compile(r"\(\?P<\w+>")


@cache
def _modules(package: str) -> tuple[Grammar | JsonGrammar, ...]:
    """The formats of the modules in a package of this one, by the modules' names."""
    parent = import_module(f"logscan.parsers.{package}")
    names = sorted(module.name for module in iter_modules(parent.__path__))
    return tuple(import_module(f"{parent.__name__}.{name}").FORMAT for name in names)


@cache
def text_formats(package: str) -> tuple[Grammar, ...]:
    """The text formats of "envelopes" or "layouts", the most specific first."""
    found = [item for item in _modules(package) if isinstance(item, Grammar)]
    foreign = [(item.name, example) for item in found for example in item.examples]
    reads = {item.name: _reads(item, foreign) for item in found}
    order: list[Grammar] = []
    while len(order) < len(found):
        left = {item.name for item in found} - {item.name for item in order}
        order.append(
            min(
                (item for item in found if item.name in left),
                key=lambda item: (len(reads[item.name] & left), len(reads[item.name]), item.name),
            )
        )
    return tuple(order)


def _reads(grammar: Grammar, examples: list[tuple[str, str]]) -> set[str]:
    """The names of the other formats of which it reads an example."""
    match = grammar.pattern.match
    return {name for name, text in examples if name != grammar.name and match(text)}


@cache
def json_formats() -> tuple[JsonGrammar, ...]:
    """The JSON formats, envelopes before an application's own records."""
    found = [*_modules("envelopes"), *_modules("layouts")]
    objects = [item for item in found if isinstance(item, JsonGrammar)]
    return tuple(sorted(objects, key=lambda item: (item.final, _claimed(item, objects))))


def _claimed(grammar: JsonGrammar, others: list[JsonGrammar]) -> int:
    """How many other formats have an example that it claims."""
    from json import loads

    rest = (item for item in others if item is not grammar)
    return sum(any(grammar.claims(loads(text)) for text in item.examples) for item in rest)


@cache
def generic_envelopes() -> frozenset[str]:
    """Text envelopes that also read an application's own lines: only a whole source can tell."""
    examples = [(item.name, text) for item in text_formats("layouts") for text in item.examples]
    return frozenset(item.name for item in text_formats("envelopes") if _reads(item, examples))


@cache
def distinct_envelopes() -> tuple[Grammar, ...]:
    """Text envelopes that can be told by one line."""
    generic = generic_envelopes()
    return tuple(item for item in text_formats("envelopes") if item.name not in generic)


class Chooser:
    """Finds the first of several grammars that matches.

    It asks them one by one, and after many questions with one expression made of them all: to
    compile that costs as much as some thousand questions. The answer is the same.
    """

    def __init__(self, grammars: tuple[Grammar, ...]) -> None:
        """Takes the grammars in the order in which they are asked."""
        self._grammars = grammars
        self._each = tuple((item.pattern.match, item) for item in grammars)
        self._asked = 0
        self._all: re.Pattern[str] | None = None

    def of(self, text: str) -> Grammar | None:
        """The first grammar whose pattern matches, None if there is none."""
        if self._all is not None:
            match = self._all.match(text)
            return self._grammars[int(match.lastgroup[1:])] if match and match.lastgroup else None
        self._asked += 1
        if self._asked > ENOUGH:
            self._all = _joined(self._grammars)
        for match_one, item in self._each:
            if match_one(text):
                return item
        return None


def _joined(grammars: tuple[Grammar, ...]) -> re.Pattern[str]:
    """One expression whose last group says which of the grammars matched."""
    branches = [
        f"(?:{_NAMED.sub('(?:', item.pattern.pattern)})(?P<g{place}>)"
        for place, item in enumerate(grammars)
    ]
    return re.compile("|".join(branches) or "(?!)", re.ASCII | re.DOTALL)


@cache
def layout_chooser() -> Chooser:
    """Chooses among all layouts."""
    return Chooser(text_formats("layouts"))


@cache
def envelope_chooser() -> Chooser:
    """Chooses among the envelopes that one line can tell."""
    return Chooser(distinct_envelopes())


@cache
def with_specific(names: frozenset[str]) -> tuple[Grammar, ...]:
    """The layouts of those names and those that they would shadow, the most specific first."""
    found = text_formats("layouts")
    examples = [(item.name, text) for item in found for text in item.examples]
    shadowed = {name for item in found if item.name in names for name in _reads(item, examples)}
    return tuple(item for item in found if item.name in names | shadowed)


class FormatInfo(NamedTuple):
    """What `logscan formats` shows of a format."""

    name: str
    title: str
    platform: str
    example: str


def formats() -> list[FormatInfo]:
    """All known formats, by name."""
    known = [*_modules("envelopes"), *_modules("layouts")]
    found = [FormatInfo(item.name, item.title, item.platform, item.examples[0]) for item in known]
    return sorted(found)
