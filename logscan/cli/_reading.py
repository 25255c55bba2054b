"""Scan, redact, render, write, judge: what `scan` and `demo` have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from logscan.cli._options import pipeline_options
from logscan.cli._output import check_output, emit, hint_at_top, note, wants_color, width
from logscan.cli._progress import ProgressLine
from logscan.cli._verdict import verdict
from logscan.model import Incident, Report
from logscan.render import renderers

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Showing:
    """How reports are shown: the values of the options in `SHOWING`."""

    format: str
    output: str | None
    verbose: bool
    quiet: bool
    color: bool | None
    no_redact: bool

    @classmethod
    def of(cls, given: dict[str, Any]) -> Showing:
        """Take the values from what a command was given; says so where redaction is off."""
        showing = cls(*(given[name] for name in cls.__slots__))
        check_output(showing.output)
        if showing.no_redact:
            note("logscan: redaction is off, the report may hold secrets and personal data")
        return showing

    def text(self, report: Report, **more: bool) -> str:
        """The report, redacted unless that is switched off, as text."""
        from logscan.report.redact import redact

        report = _as_shown(report)
        return renderers()[self.format].render(
            report if self.no_redact else redact(report),
            width=width(self.output),
            color=wants_color(self.color, self.output),
            verbosity=-1 if self.quiet else int(self.verbose),
            **more,
        )


def read_and_show(paths: Sequence[str], given: dict[str, Any], stdin: BinaryIO | None) -> int:
    """Scan `paths` and show the report; gives the exit code. After Ctrl-C: the report so far."""
    from logscan.pipeline import scan

    showing = Showing.of(given)
    try:
        with ProgressLine() as progress:
            report = scan(paths, pipeline_options(given), stdin=stdin, progress=progress)
        code = verdict(report, given["fail_on"], given["strict"])
    except KeyboardInterrupt as stop:
        unfinished = getattr(stop, "report", None)
        if not isinstance(unfinished, Report):
            return INTERRUPTED
        note("logscan: interrupted; this is the report so far")
        report, code = unfinished, INTERRUPTED
    text = showing.text(report)
    emit(text, showing.output)
    hint_at_top(text, showing.output)
    return code


def _as_shown(report: Report) -> Report:
    """The report without the hits of its findings, which nothing shows; to redact all takes long."""
    incidents = tuple(
        replace(incident, findings=tuple(replace(f, hits=()) for f in incident.findings))
        for incident in report.incidents
    )
    return replace(report, incidents=incidents)


def alone(incident: Incident, version: str) -> Report:
    """A report that holds nothing but one incident."""
    return Report(version, "", "", (), (), (incident,))
