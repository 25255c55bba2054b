"""`why-not` names the part that fails and by how much."""

from __future__ import annotations

from pathlib import Path

import pytest

from logscan.pipeline import Options
from logscan.rehearsal.why import explain
from logscan.rulebook.load import read_folder
from tests.rules_tooling.conftest import CAUSE, SIGNATURE, Rules

KILL = "[2026-03-04 10:{:02}:{:02} +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:{})\n"


def said(rules: Rules, tmp_path: Path, kind: str, id_: str, log: str) -> str:
    """The explanation as text."""
    path = tmp_path / "app.log"
    path.write_text(log)
    steps = explain(read_folder(rules.write()), kind, id_, [str(path)], Options())
    return "\n".join(f"{step.holds} {step.text}" for step in steps).replace(str(path), "app.log")


def test_parts_are_tried_alone(rules: Rules, tmp_path: Path) -> None:
    """Of a condition that no line satisfies each part is looked for."""
    rules.signature = SIGNATURE.replace(
        "  message: 'WORKER", "  all:\n    - message: 'never seen'\n    - message: 'WORKER"
    )
    text = said(rules, tmp_path, "signatures", "gunicorn.worker-timeout", KILL.format(1, 1, 1))
    assert "False message: never seen: no line" in text
    assert "1 lines, first app.log:1: WORKER TIMEOUT" in text
    assert text.endswith("False does not fire")


def test_a_count_says_how_far_it_came(rules: Rules, tmp_path: Path) -> None:
    """The fullest window, and what it lacks."""
    rules.signature = SIGNATURE.replace("references:", "when: {count: 5, within: 60s}\nreferences:")
    log = "".join(KILL.format(1, second, second) for second in (1, 20, 40)) + KILL.format(9, 1, 9)
    text = said(rules, tmp_path, "signatures", "gunicorn.worker-timeout", log)
    assert "False 3 of 5 lines within 60 s; the fullest window begins at app.log:1" in text


def test_a_recovery_that_calls_off_is_shown(rules: Rules, tmp_path: Path) -> None:
    """The line that called a hit off."""
    rules.signature = SIGNATURE.replace(
        "references:", "unless: [{match: {message: 'all is well'}, within: 60s}]\nreferences:"
    )
    log = KILL.format(1, 1, 1) + "[2026-03-04 10:01:05 +0000] [7] [INFO] all is well\n"
    text = said(rules, tmp_path, "signatures", "gunicorn.worker-timeout", log)
    assert "called off (4 s later) by app.log:2: all is well" in text


def test_a_sequence_says_what_is_missing(rules: Rules, tmp_path: Path) -> None:
    """The step that does not follow, and the nearest."""
    rules.signature = SIGNATURE.replace(
        "references:", "when: {then: [{message: 'then this'}], within: 30s}\nreferences:"
    )
    log = KILL.format(1, 1, 1) + "[2026-03-04 10:05:01 +0000] [7] [INFO] then this\n"
    text = said(rules, tmp_path, "signatures", "gunicorn.worker-timeout", log)
    assert "step 1 does not follow within 30 s" in text
    assert "the nearest is 240 s later" in text


def test_a_harmless_line_is_named(rules: Rules, tmp_path: Path) -> None:
    """Which harmless rule swallowed the line."""
    rules.other["harmless/drill.yaml"] = SIGNATURE.replace("severity: high\n", "").replace(
        "A worker was killed", "A drill"
    )
    text = said(rules, tmp_path, "signatures", "gunicorn.worker-timeout", KILL.format(1, 1, 1))
    assert "harmless by drill (A drill)" in text


def test_an_edge_that_does_not_hold_says_why(rules: Rules, tmp_path: Path) -> None:
    """Another process, and too long ago."""
    rules.other["signatures/app/slow.yaml"] = SIGNATURE.replace(
        "WORKER TIMEOUT \\(pid:(?P<pid>\\d+)\\)", "too slow in pid (?P<pid>\\d+)"
    ).replace("WORKER TIMEOUT (pid:12)", "too slow in pid 12")
    rules.signature = SIGNATURE.replace(
        "references:",
        "consequence_of: [{of: app.slow, same: [process.pid], within: 60s}]\nreferences:",
    )
    log = "[2026-03-04 10:00:01 +0000] [7] [ERROR] too slow in pid 99\n" + KILL.format(9, 1, 12)
    text = said(rules, tmp_path, "signatures", "gunicorn.worker-timeout", log)
    assert "process.pid is 12 here and 99 there" in text
    assert "the nearest is 540 s earlier, wanted before within 60 s" in text


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("nothing here\n", "nothing was found that it explains (gunicorn.worker-timeout)"),
        (KILL.format(1, 1, 12), "proves: the work says how long it took: no line matches"),
        (
            KILL.format(1, 1, 12) + "[2026-03-04 10:01:02 +0000] [12] [INFO] report took 9 s\n",
            "True named: 1 proof",
        ),
        (
            KILL.format(1, 1, 12) + "[2026-03-04 10:31:02 +0000] [12] [INFO] report took 9 s\n",
            "the nearest is 1801 s later (within 60 s): app.log:2",
        ),
    ],
)
def test_causes(rules: Rules, tmp_path: Path, log: str, expected: str) -> None:
    """Each piece of evidence, and the outcome."""
    assert expected in said(rules, tmp_path, "causes", "long-work", log)


def test_a_rival_that_wins_is_named(rules: Rules, tmp_path: Path) -> None:
    """Who is named instead, and why."""
    rules.other["causes/report-too-large.yaml"] = CAUSE.replace(
        "decided_by:", "refines: [long-work]\ndecided_by:"
    )
    log = KILL.format(1, 1, 12) + "[2026-03-04 10:01:02 +0000] [12] [INFO] report took 9 s\n"
    text = said(rules, tmp_path, "causes", "long-work", log)
    assert "report-too-large is named instead" in text
    assert "the more specific one" in text
