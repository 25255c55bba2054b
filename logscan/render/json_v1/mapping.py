"""Report -> `logscan.report/1` as plain data, member for member as `models` describes it.

The models themselves are only for the schema and the tests, which hold this mapping to them: to
import pydantic takes longer than a small scan.
"""

from __future__ import annotations

import dataclasses
import math
from typing import Any

from logscan import model
from logscan.render._wording import moment, remedy


def report_of(report: model.Report) -> dict[str, Any]:
    """The whole report; text that UTF-8 cannot hold is replaced by `?`."""
    document = {
        "schema": "logscan.report/1",
        "tool": {"name": "logscan", **_members(report, "version", "pack", "rules_sha")},
        "input": {
            "sources": [_source(source) for source in report.sources],
            "unreadable": [item._asdict() for item in report.unreadable],
        },
        "facts": [{**fact._asdict(), "time": iso(fact.time)} for fact in report.facts],
        "limits": report.limits,
        "rates": _rates(report.rates) if report.rates else None,
        "deploys": [_deploy(deploy) for deploy in report.deploys],
        "unexplained": [_unexplained(item) for item in report.unexplained],
        "incidents": [_incident(incident) for incident in report.incidents],
    }
    return {name: _clean(member) for name, member in document.items()}


def iso(time: float | None) -> str | None:
    """ISO 8601 in UTC with Z, to the millisecond where there is a fraction."""
    when = moment(time)
    if when is None:
        return None
    text = when.isoformat(timespec="milliseconds").removesuffix("+00:00")
    return text.removesuffix(".000") + "Z"


def _incident(incident: model.Incident) -> dict[str, Any]:
    found = remedy(incident)
    cause = found.cause if found else None
    names = ("id", "fingerprint", "title", "severity", "service", "platform", "clock")
    return {
        **_members(incident, *names),
        "started_at": iso(incident.first),
        "ended_at": None if incident.ongoing else iso(incident.last),
        "last_seen": iso(incident.last),
        "cause": _cause(incident.cause) if incident.cause else None,
        "hypotheses": [_cause(item) for item in incident.hypotheses],
        "contributing": [_cause(item) for item in incident.contributing],
        "decided_by": incident.decided_by,
        "chain": [link._asdict() for link in incident.chain],
        "findings": [_finding(finding) for finding in incident.findings],
        "affected": dataclasses.asdict(incident.affected),
        "context": incident.context,
        "fix": _fix(cause.fix, bool(found and found.provisional)) if cause and cause.fix else None,
        "prevent": cause.prevent if cause else "",
        "verify": _verify(cause.verify) if cause and cause.verify else None,
        "references": [item._asdict() for item in cause.references] if cause else [],
    }


def _cause(cause: model.Cause) -> dict[str, Any]:
    return {
        **_members(cause, "id", "title", "confidence", "score"),
        "evidence": {
            "for": [_reason(reason) for reason in cause.reasons_for],
            "against": [_reason(reason) for reason in cause.reasons_against],
        },
        **_members(cause, "explain", "decided_by"),
    }


def _reason(reason: model.Reason) -> dict[str, Any]:
    shown = reason.evidence
    place = _members(shown, "source", "line", "text") if shown else {}
    nowhere = {"source": None, "line": None, "text": None}
    return {"rank": reason.rank, "because": reason.because, **nowhere, **place}


def _finding(finding: model.Finding) -> dict[str, Any]:
    return {
        **_members(finding, "id", "title", "severity", "service"),
        "group": dict(finding.group),
        "count": finding.count,
        "first_seen": iso(finding.first),
        "last_seen": iso(finding.last),
        **_members(finding, "clock", "pending", "explain", "note"),
        "evidence": [_evidence(shown) for shown in finding.evidence],
    }


def _evidence(shown: model.Evidence) -> dict[str, Any]:
    return {
        **_members(shown, "source", "line", "text"),
        "time": iso(shown.time),
        "context": {"before": shown.before, "after": shown.after},
    }


def _fix(fix: model.Fix, provisional: bool) -> dict[str, Any]:
    steps = [step._asdict() for step in fix.steps]
    return {"summary": fix.summary, "steps": steps, "provisional": provisional}


def _verify(verify: model.Verification) -> dict[str, Any]:
    return {**verify._asdict(), "commands": [step._asdict() for step in verify.commands]}


def _source(source: model.SourceSummary) -> dict[str, Any]:
    return {
        **_members(source, "name", "format", "lines", "bytes"),
        "first_time": iso(source.first),
        "last_time": iso(source.last),
        **_members(source, "clock", "problems"),
    }


def _rates(rates: model.Rates) -> dict[str, Any]:
    return {"step_s": rates.step, "start": iso(rates.start), "series": dict(rates.series)}


def _deploy(deploy: model.Deploy) -> dict[str, Any]:
    place = _members(deploy.evidence, "source", "line", "text")
    return {"kind": deploy.kind, "time": iso(deploy.time), **place}


def _unexplained(item: model.Unexplained) -> dict[str, Any]:
    return {
        **_members(item, "shape", "count"),
        "first_seen": iso(item.first),
        "last_seen": iso(item.last),
        "example": _evidence(item.example),
    }


def _members(noun: object, *names: str) -> dict[str, Any]:
    return {name: getattr(noun, name) for name in names}


def _clean(value: Any) -> Any:
    """The value with only such strings and numbers as JSON in UTF-8 can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(member) for member in value]
    return value
