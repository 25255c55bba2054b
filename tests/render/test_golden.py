"""The sample in every form, as it is kept in `golden/`; LOGSCAN_WRITE_GOLDEN=1 writes it anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from logscan.model import Report
from logscan.render import renderers

from .reports import BARE, NOTHING, ONE, REPORT

GOLDEN = Path(__file__).parent / "golden"
CASES: dict[str, tuple[str, Report, dict[str, object]]] = {
    "one.txt": ("text", ONE, {}),
    "one-quiet.txt": ("text", ONE, {"verbosity": -1}),
    "all.txt": ("text", REPORT, {}),
    "all-quiet.txt": ("text", REPORT, {"verbosity": -1}),
    "all-verbose-wide.txt": ("text", REPORT, {"verbosity": 1, "width": 200}),
    "nothing.txt": ("text", NOTHING, {}),
    "bare.txt": ("text", BARE, {}),
    "alone.txt": ("text", ONE, {"alone": True}),
    "all.md": ("markdown", REPORT, {}),
    "nothing.md": ("markdown", NOTHING, {}),
    "bare.md": ("markdown", BARE, {}),
    "all.json": ("json", REPORT, {}),
    "bare.json": ("json", BARE, {"compact": True}),
}


@pytest.mark.parametrize("name", CASES)
def test_form_is_as_kept(name: str) -> None:
    """Every form of the sample is what was read and approved."""
    form, report, options = CASES[name]
    text = renderers()[form].render(report, **options)
    if os.environ.get("LOGSCAN_WRITE_GOLDEN"):
        (GOLDEN / name).write_text(text, encoding="utf-8")
    assert text == (GOLDEN / name).read_text(encoding="utf-8")


def test_no_golden_is_left_over() -> None:
    """Every kept file belongs to a case."""
    assert {path.name for path in GOLDEN.iterdir()} == set(CASES)
