"""What the wheel knows of the formats beforehand changes no answer."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logscan.parsers import index
from logscan.parsers.beginnings import beginnings
from logscan.parsers.chooser import Chooser
from logscan.parsers.index import PACKAGES, Index, worked_out

from .test_any_text import EXAMPLES, LINES, calm, hostile

PATTERNS = (
    r"(?:\[a\] )?b?[c-e]",
    r"(?!x)(?=.)(?:a|[^\S\n])+z",
    r"(?i)k\d",
    r"^\bw{2,}|\d++é",
    r"[^a-z]|é",
)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The index as it comes out of a wheel."""
    path: Path = tmp_path_factory.mktemp("wheel") / "formats.json"
    path.write_text(json.dumps(index.pack()), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "PACKED", path)
        index.index.cache_clear()
        found = index.index()
    index.index.cache_clear()
    return found


def test_wheel_knows_what_a_checkout_works_out(packed: Index) -> None:
    """Nothing is lost on the way, and most formats can be ruled out by a look."""
    plain = {
        package: [entry._replace(first=None, holds=()) for entry in entries]
        for package, entries in packed.text.items()
    }
    assert packed._replace(text=plain) == worked_out()
    entries = [entry for found in packed.text.values() for entry in found]
    assert sum(entry.first is not None for entry in entries) > len(entries) * 0.9


def test_no_line_is_kept_from_its_format(packed: Index) -> None:
    """A format is asked about everything that it reads."""
    for package in PACKAGES:
        plain, hinted = Chooser(worked_out().text[package]), Chooser(packed.text[package])
        for text in (*EXAMPLES, *LINES):
            assert hinted.of(text) is plain.of(text), text


@calm
@given(st.lists(hostile, max_size=8), st.sampled_from(PACKAGES))
def test_no_text_is_kept_from_its_format(packed: Index, texts: list[str], package: str) -> None:
    plain, hinted = Chooser(worked_out().text[package]), Chooser(packed.text[package])
    assert [hinted.of(text) for text in texts] == [plain.of(text) for text in texts]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
def test_a_match_begins_as_was_told(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII)))
    match = re.compile(pattern, re.ASCII).search(text)
    first = beginnings(pattern)
    assert first is not None
    if match and match[0]:
        assert (match[0][0] if match[0][0].isascii() else "\x80") in first


@pytest.mark.parametrize("pattern", ["", "a?", "(?:a|b*)", r"(a)?(?(1)b|c)", "$"])
def test_what_may_match_nothing_may_begin_with_anything(pattern: str) -> None:
    assert beginnings(pattern) is None
