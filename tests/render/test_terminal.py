"""The terminal form: the answer on the first screen, nothing that could control a terminal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import click
from hypothesis import given
from hypothesis import strategies as st

from logscan.render._beside import beside
from logscan.render._escape import clipped, columns, visible
from logscan.render.terminal import render
from logscan.render.terminal.page import fold

from .hostile import often, poisoned, texts
from .reports import BARE, BLOCKED, NOTHING, ONE, REPORT


def test_answer_is_on_the_first_screen() -> None:
    """In 24 rows of 80: what, since when, why and how sure, what to do, how to see that it is
    fixed, a proving line with its place."""
    screen = " ".join(" ".join(render(ONE, width=80).split("\n")[:24]).split())
    assert f"{BLOCKED.title} (proven)" in screen
    assert BLOCKED.fix
    assert BLOCKED.verify
    assert BLOCKED.fix.summary in screen
    assert f"Check: {BLOCKED.verify.present[0]}" in screen
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


def test_places_are_told_from_the_common_folder() -> None:
    """Where all sources lie in one folder it is named once; a name alone stays what it is."""
    sources = tuple(replace(s, name=f"/var/log/shop/{s.name}") for s in REPORT.sources)
    far = replace(REPORT, sources=sources, limits=("read in part: /var/log/shop/app.log",))
    shown = render(far)
    assert shown.count("/var/log/shop/") == 1
    assert "read in part: app.log" in shown


def test_what_stands_beside_json() -> None:
    """Of a wrapped line only its time and text, of a request its essentials, else all of it."""
    wrapped = (
        '{"insertId": "1", "textPayload": "a \\"b\\"\\nc", "timestamp": "2026-01-02T03:04:05Z"}'
    )
    assert beside(wrapped) == '2026-01-02T03:04:05Z a "b"'
    request = '{"httpRequest": {"requestMethod": "GET", "requestUrl": "/x", "status": 429},'
    assert beside(request) == "GET /x 429"
    assert beside('{"a":\n 1}') == '{"a": 1}'
    assert beside("plain {") == "plain {"


def test_nothing_read_is_no_verdict() -> None:
    """An empty input is not called healthy."""
    assert render(BARE).startswith("No verdict")
    assert render(NOTHING).startswith("No incident found.")


def test_lines_fit() -> None:
    """Only commands, links and places are ever wider than the page."""
    lines = [line for width in (40, 80) for line in render(REPORT, width=width).split("\n")]
    wide = [line for line in lines if len(line) > 80]
    assert all("https://" in line for line in wide)
