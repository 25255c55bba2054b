"""Report -> exit code: 0 nothing to fail on, 1 incidents, 3 no verdict."""

from __future__ import annotations

from collections.abc import Iterable

from logscan.model import SEVERITIES, Incident, Report

NEVER = "never"
FAIL_ON = (*SEVERITIES, NEVER)
UNRECOGNISED = ("", "plain", "unknown")
"""Names of the format of a source in which no log format was recognised."""


def verdict(report: Report, fail_on: str, strict: bool) -> int:
    """What the report says to whoever waits for the exit code."""
    if reaches(report.incidents, fail_on):
        return 1
    if not any(source.bytes for source in report.sources):
        return 3
    unread = all(source.format in UNRECOGNISED for source in report.sources)
    return 3 if strict and unread else 0


def reaches(incidents: Iterable[Incident], fail_on: str) -> bool:
    """Whether an incident is as severe as `fail_on`, or more."""
    if fail_on == NEVER:
        return False
    floor = FAIL_ON.index(fail_on)
    return any(FAIL_ON.index(incident.severity) >= floor for incident in incidents)
