"""A pipeline that gives what a test wants, so that the command line can be tested alone."""

from __future__ import annotations

import dataclasses
import io
import sys
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from logscan.cli import main
from logscan.model import Evidence, Finding, Incident, Link, Report, Severity, SourceSummary

PATIENT = "jane.doe@example.com"


@dataclasses.dataclass(frozen=True)
class Options:
    """The options of the pipeline, by their names on the command line."""

    since: str | None = None
    until: str | None = None
    service: str | None = None
    log_format: str | None = None
    tz: str | None = None
    rules: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    strict: bool = False
    jobs: int = 1


def incident(severity: Severity) -> Incident:
    """An incident whose only line holds an address."""
    shown = Evidence("app.log", 3, f"login of {PATIENT} failed")
    finding = Finding("app.x", "Logins fail", severity, "", (), None, None, 1, (shown,), ())
    return Incident(
        "1", "f", "Logins fail", severity, "", "", "undated", None, None, False,
        (finding,), (Link("app.x", "root", ""),), None,
    )  # fmt: skip


def report(*severities: Severity, form: str = "gunicorn", size: int = 10) -> Report:
    """A report on one source with incidents of these severities."""
    source = SourceSummary("app.log", form, 1, size, None, None, "undated")
    return Report("1", "p", "s", (source,), (), tuple(map(incident, severities)))


@dataclasses.dataclass
class Fake:
    """What the pipeline will do, and what it was asked."""

    outcome: Report | BaseException
    paths: Sequence[str] = ()
    options: Any = None
    incidents: Sequence[Incident] = ()
    read: bool = True

    def scan(self, paths: Sequence[str], options: Any, **_: Any) -> Report:
        self.paths, self.options = tuple(paths), options
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome

    def watch(self, _source: Any, options: Any) -> Any:
        self.options = options
        yield from self.incidents
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.read


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Fake:
    """The fake in place of the pipeline, in an empty working directory, with an empty pipe."""
    fake = Fake(report())
    module = types.ModuleType("logscan.pipeline")
    vars(module).update(
        Options=Options, scan=fake.scan, watch=fake.watch, demo_path=lambda: Path("demo.log")
    )
    monkeypatch.setitem(sys.modules, "logscan.pipeline", module)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    for name in ("NO_COLOR", "FORCE_COLOR", "LOGSCAN_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return fake


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], pipeline: Fake) -> Run:
    """Run the command line: exit code, stdout, stderr."""

    def run_(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        told = capsys.readouterr()
        return code, told.out, told.err

    return run_
