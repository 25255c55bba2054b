"""The terminal form: the answer on the first screen, nothing that could control a terminal."""

from __future__ import annotations

import re
import unicodedata

import click
from hypothesis import given
from hypothesis import strategies as st

from logscan.render._escape import clipped, columns, visible
from logscan.render.terminal import render
from logscan.render.terminal.page import fold

from .hostile import often, poisoned, texts
from .reports import BLOCKED, ONE, REPORT


def test_answer_is_on_the_first_screen() -> None:
    """In 24 rows of 80: what, since when, why, a proving line with its place, what to do."""
    screen = "\n".join(render(ONE, width=80).split("\n")[:24])
    assert BLOCKED.title in screen
    assert BLOCKED.fix
    assert BLOCKED.fix.summary in screen
    for part in ("CRITICAL", "shop-api on Render", "10:14:02 to 10:18:40 UTC", "app.log:241"):
        assert part in screen


@often
@given(texts, st.integers(-1, 1), st.booleans())
def test_log_text_cannot_control_the_terminal(text: str, verbosity: int, color: bool) -> None:
    """Whatever a log holds, only line feeds and our own colours reach the terminal."""
    shown = click.unstyle(render(poisoned(text), verbosity=verbosity, color=color))
    bad = {c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert bad <= {"\n"}


@often
@given(texts)
def test_color_is_all_that_color_adds(text: str) -> None:
    """Without colour there is no escape sequence; with it the text is the same."""
    report = poisoned(text)
    plain = render(report)
    assert "\x1b" not in plain
    assert re.sub("\x1b\\[[0-9;]*m", "", render(report, color=True)) == plain


@given(st.text(), st.integers(4, 60))
def test_folding_loses_nothing(text: str, width: int) -> None:
    """Folded lines fit, and hold every character but spaces at which they were broken."""
    shown = visible(text)
    lines = fold(shown, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == shown.replace(" ", "")


@given(st.text(), st.integers(4, 60))
def test_clipping_fits(text: str, width: int) -> None:
    """Clipped text fits, and says where something is missing."""
    shown = visible(text)
    short = clipped(shown, width)
    assert columns(short) <= width
    assert short == shown or short.endswith("...")


def test_lines_fit() -> None:
    """Only commands, links and places are ever wider than the page."""
    lines = [line for width in (40, 80) for line in render(REPORT, width=width).split("\n")]
    wide = [line for line in lines if len(line) > 80]
    assert all("https://" in line for line in wide)
