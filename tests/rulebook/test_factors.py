"""Factors are sound: whatever matches a pattern holds one of its factors."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logscan.factors import SHORTEST, Factor, factors, is_dear
from logscan.prefilter import Prefilter

PATTERNS = (
    r"WORKER TIMEOUT \(pid:(?P<pid>\d+)\)",
    r"(?i)out of memory|oom-kill",
    r"(?:connect|read) timed? out",
    r"exited with code (?:1|139)\.?$",
    r"^\[Errno (?:28|122)\] (?:No space|Disk quota)",
    r"(?:abc|a{2,}bcd|xyz+)end",
    r"port(?: number)? (?P<port>\d{2,5}) is",
)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
def test_every_match_holds_a_factor(pattern: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII)))
    choice = factors(pattern)
    assert choice is not None
    assert any(
        (factor.literal or "") in (text.lower() if factor.caseless else text) for factor in choice
    )


@pytest.mark.parametrize("pattern", [r"\d+", r"a.b", r"(?:abc)?", r"x*", r"ab|\d+", r"é{3}"])
def test_a_pattern_without_a_long_literal_has_none(pattern: str) -> None:
    assert factors(pattern) is None


def test_the_longest_literal_is_chosen() -> None:
    assert factors(r"foo\d+a much longer part") == {Factor.of("a much longer part")}


def test_literals_are_long_enough_and_safe() -> None:
    for pattern in PATTERNS:
        for factor in factors(pattern) or ():
            assert factor.literal is not None
            assert len(factor.literal.strip()) >= SHORTEST


def test_short_literals_and_forms_are_dear() -> None:
    assert is_dear(frozenset({Factor.of("GET")}))
    assert is_dear(frozenset({Factor(r" 50[0-9]")}))
    assert not is_dear(frozenset({Factor.of("WORKER TIMEOUT")}))


FACTORS = [
    Factor.of("WORKER TIMEOUT"),
    Factor.of("Error", True),
    Factor(r" 50[0234]"),
    Factor.of("[Errno "),
    Factor.of("oom"),
    Factor(r"(?:level|lvl): 50"),
    Factor(r"(?:bad gate|no gate)way", True),
]
WORDS = (b"WORKER TIMEOUT", b"error", b"ERROR", b" 503 ", b"[Errno 2", b"\n", b"ok", "é".encode())
MORE = (b"lvl", b"level: 5", b": 50", b"oom", b"Bad Gateway", b"bad gate", b"way", b" TIME", b"OUT")
PIECES = st.sampled_from([*WORDS, *MORE])


@given(st.lists(PIECES, max_size=60))
def test_the_scan_finds_the_same_on_and_off(pieces: list[bytes]) -> None:
    """Both engines find each factor in the same lines."""
    data = b"".join(pieces) * 200

    def lines(found: list[tuple[int, int]]) -> set[tuple[int, int]]:
        return {(data.count(b"\n", 0, at), number) for at, number in found}

    fast, slow = Prefilter(FACTORS), Prefilter(FACTORS, fast=False)
    assert lines(fast.scan(data)) == lines(slow.scan(data))


@given(st.lists(PIECES, max_size=60))
def test_without_the_engine_each_factor_is_found_wherever_it_stands(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    ends = [
        (at + found.end() - 1, number)
        for number, factor in enumerate(FACTORS)
        for at in range(len(data))
        if (
            found := re.compile(
                factor.pattern.encode(), re.IGNORECASE if factor.caseless else 0
            ).match(data[at:])
        )
    ]
    assert Prefilter(FACTORS, fast=False).scan(data) == sorted(ends)


def test_a_match_that_takes_the_newline_hides_none_in_the_next_line() -> None:
    factor = Factor("(?:[^A-Za-z]|[0-9]m)(?:ERROR|FATAL)[^A-Za-z]")
    data = b"x ERROR\nERROR\n"
    assert Prefilter([factor], fast=False).scan(data) == [(7, 0), (13, 0)]
