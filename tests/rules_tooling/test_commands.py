"""The commands: exit codes, what goes to stdout, secrets kept back."""

from __future__ import annotations

from pathlib import Path

import pytest

from logscan.cli import main
from tests.rules_tooling.conftest import SIGNATURE, Rules

LINE = "[2026-03-04 10:15:31 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:12)"


def test_lint(rules: Rules, capsys: pytest.CaptureFixture[str]) -> None:
    """0 without errors, 2 with them; warnings only count with --strict."""
    assert main(["rules", "lint", str(rules.write())]) == 0
    rules.signature = SIGNATURE.replace("2026-11", "2020-01")
    assert main(["rules", "lint", str(rules.write())]) == 0
    assert main(["rules", "lint", "--strict", str(rules.folder)]) == 2
    assert "warning: not checked for" in capsys.readouterr().out
    rules.signature = SIGNATURE.replace("severity: high", "severity: awful")
    assert main(["rules", "lint", str(rules.write())]) == 2


def test_examples_of_one_rule(rules: Rules, capsys: pytest.CaptureFixture[str]) -> None:
    """With an id only its examples are tried; 1 where one fails."""
    test = ["rules", "test", "gunicorn.worker-timeout", "--jobs", "1", "--rules"]
    assert main([*test, str(rules.write())]) == 0
    assert "example 2/2: nothing failed" in capsys.readouterr().out
    rules.signature = SIGNATURE.replace("worker timeout is 30", "WORKER TIMEOUT (pid:1)")
    assert main([*test, str(rules.write())]) == 1
    assert "stays_silent: a setting\n     fired" in capsys.readouterr().out


def test_an_unknown_rule_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    """With a guess at what was meant."""
    assert main(["rules", "test", "gunicorn.worker-timeot"]) == 2
    assert "did you mean 'gunicorn.worker-timeout'" in capsys.readouterr().err


def test_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft goes to stdout or to a new file, never over an old one; ids have a form."""
    assert main(["rules", "new", "web.stuck", "--from-line", LINE]) == 0
    assert "WORKER TIMEOUT" in capsys.readouterr().out
    path = tmp_path / "stuck.yaml"
    new = ["rules", "new", "web.stuck", "--from-line", LINE, "-o", str(path)]
    assert main(new) == 0
    assert main(new) == 2
    assert main(["rules", "new", "Stuck", "--from-line", LINE]) == 2


def test_why_not(rules: Rules, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The steps on stdout, secrets replaced."""
    log = tmp_path / "app.log"
    log.write_text(f"{LINE} postgres://bob:hunter2secret@db/x\n")
    why = ["why-not", "gunicorn.worker-timeout", str(log), "--rules", str(rules.write())]
    assert main(why) == 0
    out = capsys.readouterr().out
    assert "+ fires: 1 findings" in out
    assert "hunter2secret" not in out
    assert main([*why, "--no-redact"]) == 0
    assert "hunter2secret" in capsys.readouterr().out


def test_catalogue(rules: Rules, tmp_path: Path) -> None:
    """Own rules are in it."""
    path = tmp_path / "README.md"
    assert main(["rules", "catalogue", "--rules", str(rules.write()), "-o", str(path)]) == 0
    assert "### long-work" in path.read_text()
