"""Drafts of rules, and the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from logscan.rehearsal import events
from logscan.rulebook.catalogue import catalogue
from logscan.rulebook.draft import draft, pattern
from logscan.rulebook.load import CHECKOUT, builtin, read_folder
from logscan.rulebook.schema import Signature
from tests.rules_tooling.conftest import Rules


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("WORKER TIMEOUT (pid:12)", r"WORKER TIMEOUT \(pid:(?P<pid>\d+)\)"),
        (
            "connect to db.example.com:5432 failed",
            r"connect to (?P<host>[\w.-]{1,200}):(?P<port>\d+) failed",
        ),
        ("no such table: 'users' after 1.5 s", r"no such table: '[^'\n]{0,200}' after \d+\.\d+ s"),
        ("job 3fa85f64-5717-4562-b3fc-2c963f66afa6 gone", r"job [0-9a-f-]{36} gone"),
        ("open /var/lib/app/x.db (2)", r"open \S{1,200} \(\d+\)"),
    ],
)
def test_patterns(line: str, expected: str) -> None:
    """What varies is masked, the rest is literal, and the line itself matches."""
    assert pattern(line) == expected
    assert re.search(expected, line)


@pytest.mark.parametrize(
    "line",
    [
        "[2026-03-04 10:15:31 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:12)",
        "2026-03-02T09:59:37.809436792Z [err]  python: can't open file '/app/serve.py': [Errno 2]",
        '{"level": "error", "message": "it\'s \\"gone\\" {x}", "time": "2026-01-01T00:00:00Z"}',
    ],
)
def test_a_draft_is_a_rule_that_fires(line: str) -> None:
    """It passes the schema, and its pattern matches its example."""
    event = events(line)[0]
    rule = Signature.model_validate(yaml.safe_load(draft(event)))
    assert re.search(rule.match.message or "", event.message)
    assert rule.examples.fires[0].log.strip() == line


def test_a_draft_is_no_rule_yet(rules: Rules) -> None:
    """Linting says that it must be finished."""
    rules.signature = draft(events("[2026-03-04 10:15:31 +0000] [7] [ERROR] engine stalled")[0])
    assert "error: a draft" in rules.said()


def test_the_catalogue_shows_everything(rules: Rules) -> None:
    """Titles, example, causes, evidence, fix and references with their basis."""
    page = catalogue(read_folder(rules.write()))
    for part in (
        "#### gunicorn.worker-timeout",
        "**A worker was killed** (high)",
        "WORKER TIMEOUT (pid:12)",
        "Likely causes: [long-work](#long-work)",
        "Proven by: the work says how long it took",
        "Fix: Move the work out of the request.",
        "[Settings](https://gunicorn.org/reference/settings/), official",
    ):
        assert part in page


def test_the_catalogue_of_the_checkout_is_fresh() -> None:
    """`logscan rules catalogue -o rules/README.md` was run after the last change of a rule."""
    page = Path(CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert page == catalogue(builtin()), "run: logscan rules catalogue -o rules/README.md"
