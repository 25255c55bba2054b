"""Each check says what is wrong, where, and how badly."""

from __future__ import annotations

from datetime import date

import pytest

from logscan.rulebook.lint._conditions import split
from logscan.rulebook.lint._hostile import hostile, nested
from logscan.rulebook.lint.speed import slowest
from tests.rules_tooling.conftest import CAUSE, SIGNATURE, Rules

WORKER = "signatures/gunicorn/worker-timeout.yaml"


def test_good_rules_have_no_remarks(rules: Rules) -> None:
    """The folder that the tests spoil is itself in order."""
    assert rules.said() == ""


def test_schema_complaints_have_a_place(rules: Rules) -> None:
    """A slip of the pen is shown where it is, with what was meant."""
    rules.signature = SIGNATURE.replace("stays_silent", "stays_silnt")
    assert f"{WORKER}:13:3: error: unknown key 'stays_silnt' (did you mean 'stays_silent'?)" in (
        rules.said()
    )
    assert "examples.stays_silent: Field required" in rules.said()


def test_a_pattern_without_a_factor_is_an_error(rules: Rules) -> None:
    """Its price is all sample lines."""
    rules.signature = SIGNATURE.replace("'WORKER TIMEOUT \\(pid:(?P<pid>\\d+)\\)'", r"'\d+:1\d'")
    said = rules.said([b"a", b"b"])
    assert f"{WORKER}:4:1: error: no literal of 3 or more characters" in said
    assert "(2 of 2 sample lines)" in said


def test_a_dear_pattern_is_a_warning(rules: Rules) -> None:
    """A literal that many healthy lines hold makes them all relevant."""
    said = rules.said([b"WORKER TIMEOUT (pid: is common here"] * 3 + [b"other"])
    assert f"{WORKER}:4:1: warning: makes 75% of the sample lines relevant" in said


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "explains: [gunicorn.worker-timeout]",
            "explains: [gunicorn.worker-timout]",
            "causes/long-work.yaml:3:12: error: no signature has the id gunicorn.worker-timout "
            "(did you mean gunicorn.worker-timeout?)",
        ),
        ("decided_by:", "refines: [short-work]\ndecided_by:", "no cause has the id short-work"),
        (
            "  exercised:",
            "  absent: [{finding: smtp.silent}]\n  exercised:",
            "no signature has the id smtp.silent",
        ),
        ("proves:", "given: {redis.version: '7'}\nproves:", "nothing says the fact redis.version"),
        ("      undo: Deploy the former revision.\n", "", "says how to undo it"),
        ('"$SERVICE"', "$SERVICE", "a placeholder in a command is quoted"),
        (
            "'report took \\d+ s'",
            "'(?:report took |work lasted )\\d+ s|finished late'",
            "no example has these alternatives: finished late",
        ),
    ],
)
def test_causes(rules: Rules, old: str, new: str, expected: str) -> None:
    """What is wrong with a cause is said."""
    rules.cause = CAUSE.replace(old, new)
    assert expected in rules.said()


def test_alternatives_of_a_signature_are_told_one_by_one(rules: Rules) -> None:
    """Each part of `any` and each branch that no example hits has its own place."""
    rules.signature = SIGNATURE.replace(
        "  message: 'WORKER",
        "  any:\n    - message: 'never seen|gone missing'\n    - message: 'WORKER",
    )
    said = rules.said()
    assert f"{WORKER}:6:7: warning: no example has this alternative: never seen" in said
    assert f"{WORKER}:6:7: warning: no example has this alternative: gone missing" in said
    assert "WORKER TIMEOUT" not in said


def test_crossfire_and_duplicates(rules: Rules) -> None:
    """A signature that matches another's example is told, unless an edge joins the two."""
    other = SIGNATURE.replace("  message: 'WORKER TIMEOUT \\(pid", "  message: 'TIMEOUT \\(pid")
    rules.other = {"signatures/web/timeout.yaml": other, "signatures/web/twin.yaml": SIGNATURE}
    said = rules.said()
    assert "also matches an example of gunicorn.worker-timeout ('killed'" in said
    assert "gunicorn.worker-timeout has the same pattern" in said
    rules.other["signatures/web/timeout.yaml"] = other.replace(
        "references:", "consequence_of: [{of: [gunicorn.worker-timeout, web.twin]}]\nreferences:"
    )
    assert "signatures/web/timeout.yaml:4:1: warning: also" not in rules.said()


def test_references_grow_old(rules: Rules) -> None:
    """After twelve months a reference wants to be looked at; the day is the caller's."""
    assert rules.said(today=date(2027, 11, 30)) == ""
    assert "warning: not checked for 13 months" in rules.said(today=date(2027, 12, 1))
    assert "error: checked in 2026-11: no month up to now" in rules.said(today=date(2026, 10, 31))


def test_references_are_honest(rules: Rules) -> None:
    """A discussion is not official."""
    rules.cause = CAUSE.replace(
        "https://gunicorn.org/reference/settings/", "https://github.com/benoitc/gunicorn/issues/1"
    )
    assert "is a discussion" in rules.said()


def test_ids_and_places(rules: Rules) -> None:
    """Ids are lower-case words; files in the wrong place are told, not passed over."""
    rules.other = {
        "signatures/web/Detect_Thing.yaml": SIGNATURE,
        "causes/deep/er.yaml": CAUSE,
        "causes/note.yml": "x",
    }
    said = rules.said()
    assert "the id web.Detect_Thing is not lower-case words" in said
    assert "causes/deep/er.yaml:1:1: error" in said
    assert "causes/note.yml:1:1: error" in said


def test_examples_differ(rules: Rules) -> None:
    """The same log cannot both fire and stay silent."""
    rules.signature = SIGNATURE.replace(
        "[INFO] worker timeout is 30", "[CRITICAL] WORKER TIMEOUT (pid:12)"
    )
    assert "the same log as 'killed'" in rules.said()


@pytest.mark.parametrize(
    ("pattern", "branches"),
    [
        ("a|b", ["a", "b"]),
        ("(?i)a|b", ["(?i)a", "(?i)b"]),
        ("(a|b)c", ["(a|b)c"]),
        (r"a\|b|[|]c|[]|]d|[^]|]e", [r"a\|b", "[|]c", "[]|]d", "[^]|]e"]),
    ],
)
def test_split(pattern: str, branches: list[str]) -> None:
    """Only bars at the top level part a pattern."""
    assert split(pattern) == branches


@pytest.mark.parametrize(
    ("pattern", "bad"),
    [
        (r"(a+)+$", True),
        (r"(?:\w*)*x", True),
        (r"(?:a*|b)+", True),
        (r"(?:\w+\.)+", False),
        (r"(?:[^\n]*\n){1,9}x", False),
        (r"a+b+", False),
    ],
)
def test_nested(pattern: str, bad: bool) -> None:
    """A repeat of nothing but a repeat is told from one with something between."""
    assert nested(pattern) is bad


def test_slow_patterns_are_found() -> None:
    """Hostile text makes a quadratic pattern slow and leaves a bounded one fast."""
    assert all(len(text) <= 64 * 1024 for text in hostile(r"celery@\S+ ready"))
    assert slowest(r"celery@\S{1,80} ready") < 0.3
    assert slowest(r"\S+@\S+ ready") > 0.3
