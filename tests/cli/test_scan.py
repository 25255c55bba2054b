"""`logscan scan`: exit codes, what goes where, what the pipeline is asked."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from logscan.errors import Complaint, RuleError, UsageError
from logscan.model import Report, Severity

from .conftest import PATIENT, Fake, Run, report


@pytest.mark.parametrize(
    ("severities", "flags", "code"),
    [
        ((), [], 0),
        (("low",), [], 0),
        (("medium",), [], 1),
        (("low", "critical"), [], 1),
        (("high",), ["--fail-on", "critical"], 0),
        (("critical",), ["--fail-on", "never"], 0),
        (("info",), ["--fail-on", "info"], 1),
    ],
)
def test_incidents_decide(
    pipeline: Fake, run: Run, severities: tuple[Severity, ...], flags: list[str], code: int
) -> None:
    """0 or 1, by the least severity that matters."""
    pipeline.outcome = report(*severities)
    assert run("scan", "app.log", *flags)[0] == code


@pytest.mark.parametrize(
    ("outcome", "flags", "code"),
    [
        (report(size=0), [], 3),
        (Report("1", "p", "s", (), (), ()), [], 3),
        (report(form="plain"), [], 0),
        (report(form="plain"), ["--strict"], 3),
        (report("high", form="plain"), ["--strict"], 1),
    ],
)
def test_no_verdict(pipeline: Fake, run: Run, outcome: Report, flags: list[str], code: int) -> None:
    """3 where nothing could be read, or with --strict nothing was recognised."""
    pipeline.outcome = outcome
    assert run("scan", "app.log", *flags)[0] == code


def test_misuse(pipeline: Fake, run: Run) -> None:
    """2, said on stderr, with a guess."""
    assert run("scan", "--frmat", "json")[0] == 2
    code, out, err = run("scan", "--format", "jsn")
    assert (code, out) == (2, "")
    assert "Did you mean 'json'?" in err
    pipeline.outcome = UsageError("no such file: a\x1bb.log")
    code, out, err = run("scan", "a.log")
    assert (code, out, err) == (2, "", "logscan: no such file: a\\x1bb.log\n")


def test_bad_rules(pipeline: Fake, run: Run) -> None:
    """2 with all complaints, each with its place."""
    complaints = [Complaint("x.yaml", 1, 2, "a"), Complaint("y.yaml", 3, 4, "b")]
    pipeline.outcome = RuleError(complaints)
    assert run("scan", "a.log") == (2, "", "x.yaml:1:2: a\ny.yaml:3:4: b\n")


def test_crash(pipeline: Fake, run: Run) -> None:
    """70, and nothing of the log in what is said."""
    pipeline.outcome = ValueError("secret line of the log")
    code, out, err = run("scan", "a.log")
    assert (code, out) == (70, "")
    assert "ValueError" in err
    assert "cli/_reading.py" in err
    assert "secret" not in err


def test_interrupt(pipeline: Fake, run: Run) -> None:
    """130, with the report so far where there is one."""
    stop = KeyboardInterrupt()
    pipeline.outcome = stop
    assert run("scan", "a.log")[:2] == (130, "")
    stop.report = report("high")  # type: ignore[attr-defined]
    code, out, err = run("scan", "a.log")
    assert code == 130
    assert "Logins fail" in out
    assert "so far" in err


def test_redaction_is_on(pipeline: Fake, run: Run) -> None:
    """Addresses leave only when asked for, with a warning."""
    pipeline.outcome = report("high")
    assert PATIENT not in run("scan", "a.log")[1]
    _, out, err = run("scan", "a.log", "--no-redact")
    assert PATIENT in out
    assert "redaction is off" in err


def test_pipe_and_terminal(pipeline: Fake, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a path what is piped in is read; on a terminal help is shown."""
    run("scan")
    assert pipeline.paths == ("-",)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    code, out, _ = run("scan")
    assert code == 0
    assert out.startswith("Usage: logscan scan")


def test_options_reach_the_pipeline(pipeline: Fake, run: Run, tmp_path: Path) -> None:
    """Each flag under its own name."""
    (tmp_path / "Procfile").touch()
    flags = (
        "--since 1h --until 2025-12-22 --service s --log-format json --tz Europe/Paris --rules . "
        "--disable a.b --disable c.d --context Procfile --strict"
    )
    run("scan", "a.log", "b.log", *flags.split())
    asked = pipeline.options
    assert pipeline.paths == ("a.log", "b.log")
    assert (asked.since, asked.until, asked.service) == ("1h", "2025-12-22", "s")
    assert (asked.log_format, asked.tz) == ("json", "Europe/Paris")
    assert (asked.rules, asked.disable) == ((".",), ("a.b", "c.d"))
    assert (asked.context, asked.strict) == (("Procfile",), True)


def test_output_goes_to_a_file(pipeline: Fake, run: Run, tmp_path: Path) -> None:
    """Nothing on stdout; a folder that does not exist is said before the scan."""
    pipeline.outcome = report("high")
    code, out, _ = run("scan", "a.log", "--format", "json", "-o", "r.json")
    assert (code, out) == (1, "")
    assert json.loads((tmp_path / "r.json").read_text())["schema"] == "logscan.report/1"
    pipeline.paths = ()
    assert run("scan", "a.log", "-o", "no/r.json")[0] == 2
    assert pipeline.paths == ()


def test_color(pipeline: Fake, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The flag wins, then NO_COLOR, then FORCE_COLOR; a pipe is plain."""
    pipeline.outcome = report("high")
    assert "\x1b" not in run("scan", "a.log")[1]
    assert "\x1b" in run("scan", "a.log", "--color")[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in run("scan", "a.log")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("scan", "a.log")[1]


def test_quiet_and_verbose(pipeline: Fake, run: Run) -> None:
    """-q is short, -v is long."""
    pipeline.outcome = report("high")
    lengths = [len(run("scan", "a.log", *flags)[1]) for flags in (["-q"], [], ["-v"])]
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[1]
