"""What is known of the formats before any of them is imported.

To import and compile all of them takes longer than to read a small log. A checkout works this out
from the formats themselves; the wheel carries it, with what a text must look like to be worth
asking a format about.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NamedTuple

from logscan.parsers.grammar import Grammar, JsonGrammar

PACKED = Path(__file__).parent.parent / "formats.json"
PACKAGES = ("envelopes", "layouts")


class Entry(NamedTuple):
    """One text format."""

    name: str
    module: str
    """Its package and module, such as `layouts.gunicorn`."""
    first: str | None = None
    """With what a text in it begins, \\x80 for all that is not ASCII; None where that is not known."""
    holds: tuple[str, ...] = ()
    """Literals of which a text in it holds one; empty where that is not known."""

    def load(self) -> Grammar:
        """The format itself."""
        found = _format(self.module)
        assert isinstance(found, Grammar)
        return found


class Index(NamedTuple):
    """The formats in the orders in which they are asked, and how they relate."""

    text: dict[str, list[Entry]]
    """The text formats of each package, the most specific first."""
    objects: list[str]
    """The modules of the JSON formats, envelopes before an application's own records."""
    generic: list[str]
    """Names of envelopes that also read an application's own lines."""
    shadowed: dict[str, list[str]]
    """For each layout the names of those whose examples it reads too."""
    marks: list[tuple[int, str]]
    """Where formats give a severity without a level word: its number, and how the bytes show it."""


@cache
def index() -> Index:
    """The index that came with the wheel, else one that is worked out."""
    if not PACKED.exists():
        return worked_out()
    known = json.loads(PACKED.read_text(encoding="utf-8"))
    text = {
        package: [Entry(name, module, first, tuple(holds)) for name, module, first, holds in found]
        for package, found in known["text"].items()
    }
    marks = [(number, form) for number, form in known["marks"]]
    return Index(text, known["objects"], known["generic"], known["shadowed"], marks)


def pack() -> dict[str, Any]:
    """What goes into the wheel."""
    found = worked_out()
    return {**found._asdict(), "text": {p: _hinted(entries) for p, entries in found.text.items()}}


def _hinted(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with what a text must look like."""
    from logscan.factors import factors
    from logscan.parsers.beginnings import beginnings

    hinted = []
    for entry in entries:
        pattern = entry.load().pattern.pattern
        first = beginnings(pattern)
        choice = factors(pattern) or frozenset()
        literals = [factor.literal for factor in sorted(choice) if not factor.caseless]
        holds = tuple(text for text in literals if text) if len(literals) == len(choice) else ()
        hinted.append(
            entry._replace(first=None if first is None else "".join(sorted(first)), holds=holds)
        )
    return hinted


def worked_out() -> Index:
    """The index by what the formats' own examples show, which imports all of them."""
    found = {package: list(_modules(package)) for package in PACKAGES}
    both = [item for package in PACKAGES for item in found[package]]
    text = {package: _ordered(found[package]) for package in PACKAGES}
    envelopes, layouts = ([entry.load() for entry in text[package]] for package in PACKAGES)
    objects = _objects([(name, item) for name, item in both if isinstance(item, JsonGrammar)])
    read = [(item.name, example) for item in layouts for example in item.examples]
    known = (*envelopes, *layouts, *map(_format, objects))
    return Index(
        text,
        objects,
        [item.name for item in envelopes if _reads(item, read)],
        {item.name: sorted(_reads(item, read)) for item in layouts},
        [mark for item in known for mark in item.marks],
    )


def json_format(module: str) -> JsonGrammar:
    """The JSON format in a module."""
    found = _format(module)
    assert isinstance(found, JsonGrammar)
    return found


def every(package: str) -> list[Grammar | JsonGrammar]:
    """The formats in a package, by their modules' names."""
    return [item for _, item in _modules(package)]


def _modules(package: str) -> Iterator[tuple[str, Grammar | JsonGrammar]]:
    path = import_module(f"logscan.parsers.{package}").__path__
    for name in sorted(module.name for module in iter_modules(path)):
        yield f"{package}.{name}", _format(f"{package}.{name}")


def _format(module: str) -> Grammar | JsonGrammar:
    found: Grammar | JsonGrammar = import_module(f"logscan.parsers.{module}").FORMAT
    return found


def _ordered(modules: Sequence[tuple[str, Grammar | JsonGrammar]]) -> list[Entry]:
    """The text formats, the most specific first: a format that reads another's example is less so."""
    found = [(module, item) for module, item in modules if isinstance(item, Grammar)]
    foreign = [(item.name, example) for _, item in found for example in item.examples]
    reads = {item.name: _reads(item, foreign) for _, item in found}
    entries = {item.name: Entry(item.name, module) for module, item in found}
    order: list[Entry] = []
    while entries:
        left = set(entries)
        name = min(left, key=lambda name: (len(reads[name] & left), len(reads[name]), name))
        order.append(entries.pop(name))
    return order


def _reads(grammar: Grammar, examples: Iterable[tuple[str, str]]) -> set[str]:
    """The names of the other formats of which it reads an example."""
    match = grammar.pattern.match
    return {name for name, text in examples if name != grammar.name and match(text)}


def _objects(found: Sequence[tuple[str, JsonGrammar]]) -> list[str]:
    """The modules of the JSON formats, those first that claim no example of another."""

    def claimed(grammar: JsonGrammar) -> int:
        rest = (item for _, item in found if item is not grammar)
        return sum(any(grammar.claims(json.loads(x)) for x in item.examples) for item in rest)

    ranked = sorted(found, key=lambda pair: (pair[1].final, claimed(pair[1])))
    return [module for module, _ in ranked]
