"""Which factors other digits or ids could make or break."""

from __future__ import annotations

import random
import re

import pytest

from logscan.detect.volatile import is_volatile
from logscan.factors import Factor
from tests.pipeline.logs import rules

BLIND = (
    "WORKER TIMEOUT",
    "[^0-9A-Za-z]ERROR[^0-9A-Za-z]",
    "(?:[^A-Za-z]|[0-9]m)(?:ERROR|FATAL)[^A-Za-z]",
    "Z [CA] ",
    "curl: [0-9]",
)
SEEING = (
    "Errno 111",
    "a[0-9]b",
    "[0-9][0-9]m",
    "(?:[0-9]x|y)z[0-9]z",
    " (?:429|50[0-4]) ",
    "[12]x",
    "took [0-9]{2,5}s",
    "[0-9]",
)


@pytest.mark.parametrize("pattern", BLIND)
def test_what_stands_beside_digits_only(pattern: str) -> None:
    literal = re.escape(pattern) if "[" not in pattern else pattern
    assert not is_volatile(Factor(literal), ids=False)


@pytest.mark.parametrize("pattern", SEEING)
def test_what_reads_digits(pattern: str) -> None:
    literal = re.escape(pattern) if "[" not in pattern else pattern
    assert is_volatile(Factor(literal), ids=False)


@pytest.mark.parametrize(
    ("literal", "volatile"),
    [
        ("timed out", False),
        ("bad gateway", True),
        ("is dead", True),
        (" a str ", False),
        ("x deadbeefdead x", True),
        ("added", True),
    ],
)
def test_what_may_hold_an_id(literal: str, volatile: bool) -> None:
    assert is_volatile(Factor.of(literal), ids=True) == volatile
    assert not is_volatile(Factor.of(literal), ids=False)


def test_no_digits_change_what_is_not_volatile() -> None:
    """Every factor of the pack, on lines of which the runs of digits are replaced by others."""
    rng = random.Random(7)
    firm = [f for f in rules().everywhere.factors if not is_volatile(f, ids=False)]
    searches = [re.compile(f.pattern, re.IGNORECASE if f.caseless else 0).search for f in firm]
    words = ["ERROR", "m", "[", "]", " ", "Z C ", "level=error", "curl: (", "x", ".", "timeout"]
    met = 0
    for _ in range(150):
        parts = [rng.choice(words) + "0" * rng.randrange(2) for _ in range(6)]
        line = "".join(parts)
        other = re.sub("0+", lambda _: str(rng.randrange(1, 10**6)), line)
        for search in searches:
            found = search(line) is not None
            met += found
            assert found == (search(other) is not None), (search, line, other)
    assert met > 100
