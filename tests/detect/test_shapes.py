"""Shapes: what varies in a line is masked, whatever else stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logscan.detect.shapes import LONGEST, MASKS, masked

PIECES = st.sampled_from(
    (
        "10.0.0.7:80",
        "https://a.b/c",
        "'x y'",
        '"',
        "/var/log",
        "0xFF",
        "deadbeef01",
        "\t",
        " ",
        "é7",
    )
)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("order 77 of  'ann' failed", "order <n> of <text> failed"),
        ("GET https://shop.example/a?b=1 took 3 s", "GET <url> took <n> s"),
        ("no route to 10.0.0.7:5432", "no route to <ip>"),
        ("cannot open /var/log/app.log", "cannot open <path>"),
        ("request 2f1c7f0e-9a3b-4c5d-8e7f-001122334455 lost", "request <id> lost"),
    ],
)
def test_what_varies_is_masked(line: str, wanted: str) -> None:
    assert masked(line) == wanted


@given(st.lists(PIECES | st.text(max_size=5)).map("".join))
def test_a_mask_is_only_left_out_where_it_finds_nothing(line: str) -> None:
    text = line[: LONGEST * 2]
    for pattern, mask, _ in MASKS:
        text = pattern.sub(mask, text)
    assert masked(line) == " ".join(text.split())[:LONGEST]
