"""`explain`, `rules` and `formats` on the rules and formats that are there."""

from __future__ import annotations

import json

import pytest

from .conftest import Run


@pytest.fixture
def a_cause(run: Run) -> str:
    """The id of some cause."""
    code, out, _ = run("rules", "list", "--kind", "causes")
    assert code == 0
    return out.split("\n")[0].split()[1]


def test_explain(run: Run, a_cause: str) -> None:
    """What it means, what to do, where that is documented."""
    code, out, _ = run("explain", a_cause)
    assert code == 0
    assert all(part in out for part in (a_cause, "What to do", "References", "https://"))


def test_show(run: Run, a_cause: str) -> None:
    """The rule as JSON."""
    code, out, _ = run("rules", "show", a_cause)
    assert code == 0
    assert json.loads(out)["id"] == a_cause


def test_unknown_id(run: Run, a_cause: str) -> None:
    """A guess, and 2."""
    code, out, err = run("explain", a_cause[:-1])
    assert (code, out) == (2, "")
    assert a_cause in err


def test_rule_schema(run: Run) -> None:
    """A JSON Schema per kind; other kinds are misuse."""
    code, out, _ = run("rules", "schema", "signatures")
    assert code == 0
    assert json.loads(out)["title"] == "Signature"
    assert run("rules", "schema", "nothing")[0] == 2


def test_formats(run: Run) -> None:
    """Log formats and report formats."""
    code, out, _ = run("formats")
    assert code == 0
    assert "markdown" in out
