"""The self test tells a rule that works from one that does not, and says what came out instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from logscan import parsers
from logscan.rehearsal import Case, Stage, Verdict, rehearse, verdicts
from logscan.rehearsal.cases import Pair, pairs
from logscan.rehearsal.programme import programme, sample_folder
from logscan.rulebook import compile_rules
from logscan.rulebook.load import RuleSet, builtin, read_folder
from tests.rules_tooling.conftest import CAUSE, SIGNATURE, Rules

KILLED = "[2026-03-04 10:15:31 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:12)\n"
SLOW = "[2026-03-04 10:15:32 +0000] [12] [INFO] report took 45 s\n"


def tried(rules: RuleSet, samples: Path | None = None) -> dict[str, Verdict]:
    """Verdicts by case, in this process."""
    return {each.case: each for each in rehearse(rules, programme(rules, samples), jobs=1)}


def test_rules_that_work_pass(rules: Rules) -> None:
    """Every example does what it must."""
    found = tried(read_folder(rules.write()))
    assert len(found) == 4
    assert not any(verdict.failures for verdict in found.values())


def test_examples_that_fail_say_what_was_found(rules: Rules) -> None:
    """Each of the four ways to fail is told."""
    rules.signature = SIGNATURE.replace(
        "WORKER TIMEOUT \\(pid:(?P<pid>\\d+)\\)", "worker timeout is "
    )
    rules.cause = CAUSE.replace("report took \\d+ s", "WORKER TIMEOUT")
    text = verdicts.text(list(tried(read_folder(rules.write())).values()))
    assert (
        "FAIL signatures/gunicorn.worker-timeout fires: killed\n     did not fire; found nothing"
        in text
    )
    assert "FAIL signatures/gunicorn.worker-timeout stays_silent: a setting\n     fired" in text
    assert "FAIL causes/long-work fires: it says so\n     was not named" in text
    assert "4 failed" not in text.splitlines()[-1]


def sample(folder: Path, name: str, logs: dict[str, str], expected: Any) -> None:
    """Write one sample."""
    for log, text in logs.items():
        path = folder / name / log
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / name / "expected.yaml").write_text(yaml.safe_dump(expected))


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """One incident, one repro, one healthy log, all as expected."""
    folder = tmp_path / "sample_logs"
    wanted = {
        "findings": ["gunicorn.worker-timeout"],
        "cause": "long-work",
        "chain": ["gunicorn.worker-timeout"],
    }
    sample(
        folder,
        "incidents/slow",
        {"incident/app.log": KILLED + SLOW},
        {"incident": {"incidents": [wanted], "proving": ["report took"]}},
    )
    sample(
        folder,
        "repro/slow",
        {"a.log": KILLED},
        [{"log": "a.log", "findings": ["gunicorn.worker-timeout"], "cause": None, "incidents": 1}],
    )
    (folder / "healthy").mkdir()
    (folder / "healthy" / "calm.log").write_text(SLOW * 600)
    return folder


def test_samples_that_are_as_expected_pass(rules: Rules, samples: Path) -> None:
    """Incidents, variants without proof, repro logs and healthy windows."""
    found = tried(read_folder(rules.write()), samples)
    assert "healthy/calm.log (windows)" in found
    assert {case: v.failures for case, v in found.items() if v.failures} == {}


def test_samples_that_differ_fail(rules: Rules, samples: Path) -> None:
    """A wrong cause, an undeclared finding, a cause without proof, an ill healthy log."""
    path = samples / "incidents/slow/expected.yaml"
    data = yaml.safe_load(path.read_text())
    data["incident"]["incidents"][0]["cause"] = "other"
    data["incident"]["proving"] = ["nothing has this"]
    path.write_text(yaml.safe_dump(data))
    (samples / "healthy" / "calm.log").write_text(KILLED)
    (samples / "repro/slow/a.log").write_text(SLOW)
    found = tried(read_folder(rules.write()), samples)
    failures = {case: verdict.failures for case, verdict in found.items()}
    assert failures["incidents/slow/incident"] == (
        "cause long-work instead of other",
        "without the proving lines long-work is named",
    )
    assert "finding gunicorn.worker-timeout is missing" in failures["repro/slow/a.log"]
    assert "high gunicorn.worker-timeout, line 1" in failures["healthy/calm.log"][0]


def test_also_declares_findings(rules: Rules, samples: Path) -> None:
    """What stands under `also` may be there."""
    path = samples / "repro/slow/expected.yaml"
    wanted: list[dict[str, Any]] = [{"log": "a.log", "findings": [], "cause": None, "incidents": 0}]
    path.write_text(yaml.safe_dump(wanted))
    assert tried(read_folder(rules.write()), samples)["repro/slow/a.log"].failures
    path.write_text(yaml.safe_dump([{**wanted[0], "also": ["gunicorn.worker-timeout"]}]))
    assert not tried(read_folder(rules.write()), samples)["repro/slow/a.log"].failures


def test_processes_give_the_same(rules: Rules, samples: Path) -> None:
    """Two processes and one find the same."""
    read = read_folder(rules.write())
    cases = programme(read, samples)
    one = {verdict.case: verdict for verdict in rehearse(read, cases, jobs=1)}
    assert {verdict.case: verdict for verdict in rehearse(read, cases, jobs=2)} == one


def test_pairs() -> None:
    """What was expected and is not there is paired with what is there instead."""
    assert pairs("cause", {"a"}, {"a"}) == (Pair("cause", "a", "a"),)
    assert pairs("cause", {"a"}, set()) == (Pair("cause", "a", "-"),)
    assert pairs("cause", set(), {"b"}) == (Pair("cause", "-", "b"),)


def test_events_are_read_without_any_rule() -> None:
    """The stage reads every entry, those that no rule looks at included."""
    from logscan.rehearsal import events

    assert [event.message for event in events(SLOW + "\nplain text\n")][:1] == ["report took 45 s"]


def test_a_case_can_go_to_another_process() -> None:
    """Cases are plain data."""
    import pickle

    case = Case("example", "x", "signatures/a.b", wanted={"side": "fires"})
    assert pickle.loads(pickle.dumps(case)) == case


@pytest.mark.slow
def test_the_built_in_rules_pass_everything() -> None:
    """`logscan rules test`."""
    rules = builtin()
    failed = [v for v in rehearse(rules, programme(rules, sample_folder())) if v.failures]
    assert not failed, verdicts.text(failed)


@pytest.mark.slow
def test_every_built_in_example_fires_from_bytes() -> None:
    """The stage compiles the pack."""
    assert Stage(compile_rules(builtin(), parsers.byte_factors)).rules.signatures
