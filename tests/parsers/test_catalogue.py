"""What holds of every format module, whatever it reads."""

from __future__ import annotations

import json
from importlib import import_module
from pkgutil import iter_modules

import pytest

from logscan.parsers import envelopes, formats, layouts, sniff
from logscan.parsers.catalogue import json_formats, layout_chooser, text_formats
from logscan.parsers.grammar import Grammar, JsonGrammar
from logscan.parsers.peeling import claim

MODULES = [
    import_module(f"{package.__name__}.{module.name}")
    for package in (envelopes, layouts)
    for module in iter_modules(package.__path__)
]
TEXTS = [
    (package, item, example)
    for package in ("envelopes", "layouts")
    for item in text_formats(package)
    for example in item.examples
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_module_has_a_caption_and_examples(module: object) -> None:
    """A caption, one `FORMAT`, and at least one example."""
    form = module.FORMAT  # type: ignore[attr-defined]
    assert module.__doc__
    assert isinstance(form, Grammar | JsonGrammar)
    assert form.examples


def test_names_are_unique() -> None:
    """A name means one format, but a platform's text and JSON form may share one."""
    texts = [item.name for package in ("envelopes", "layouts") for item in text_formats(package)]
    objects = [item.name for item in json_formats()]
    assert len(set(texts)) == len(texts)
    assert len(set(objects)) == len(objects)


@pytest.mark.parametrize(("package", "item", "example"), TEXTS)
def test_own_example_is_read_first(package: str, item: Grammar, example: str) -> None:
    """The format of an example is the first that matches it."""
    first = next(other for other in text_formats(package) if other.pattern.match(example))
    assert first.name == item.name
    item.read(item.pattern.match(example))  # type: ignore[arg-type]
    if package == "layouts" and "\n" not in example:
        assert layout_chooser().of(example) is item


def test_own_objects_are_claimed_first() -> None:
    """The format of an example object is the first that claims it."""
    for item in json_formats():
        for example in item.examples:
            assert claim(json.loads(example)) is item
            item.read(json.loads(example))


def test_less_specific_comes_later() -> None:
    """Who reads another's example, and is not read by it in turn, is tried after it."""
    for package in ("envelopes", "layouts"):
        order = text_formats(package)
        for place, early in enumerate(order):
            for late in order[place + 1 :]:
                reads = any(early.pattern.match(example) for example in late.examples)
                read = any(late.pattern.match(example) for example in early.examples)
                assert not reads or read, (early.name, "shadows", late.name)


def test_named_groups_are_the_only_groups() -> None:
    """Patterns are joined into one, which counts on it."""
    for package in ("envelopes", "layouts"):
        for item in text_formats(package):
            assert item.pattern.groups == len(item.pattern.groupindex), item.name


def test_formats_are_listed() -> None:
    """Every format is listed with an example."""
    assert len(formats()) == len(MODULES)
    assert all(info.example and info.title for info in formats())


def test_nothing_is_plain_and_not_recognised() -> None:
    """An empty source has no format."""
    form = sniff(b"")
    assert (form.name, form.platform, form.recognised) == ("plain", "", False)
