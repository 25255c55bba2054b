"""Places in the words of whoever reads them: file names without the folder that all of them share."""

from __future__ import annotations

import re
from dataclasses import replace

from logscan.model import Cause, Evidence, Finding, Incident, Reason, Report


def folder(report: Report) -> str:
    """The folder that all sources lie in, with a slash at its end; empty where there is none."""
    names = [source.name for source in report.sources]
    parts = [name.split("/")[:-1] for name in names]
    shared = parts[0] if parts else []
    for other in parts[1:]:
        same = [one == two for one, two in zip(shared, other, strict=False)]
        shared = shared[: same.index(False) if False in same else len(same)]
    return "/".join([*shared, ""])


def local(report: Report) -> Report:
    """The report with every place told from that folder; "What was read" names it once."""
    prefix = folder(report)
    return _Local(prefix).report(report) if prefix else report


class _Local:
    """Takes the folder off names, and out of sentences that hold them."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.within = re.compile(rf"(?<![\w/.-]){re.escape(prefix)}(?=\w)")

    def report(self, report: Report) -> Report:
        return replace(
            report,
            sources=tuple(replace(s, name=self.name(s.name)) for s in report.sources),
            incidents=tuple(map(self.incident, report.incidents)),
            facts=tuple(f._replace(source=self.name(f.source)) for f in report.facts),
            limits=self.sentences(report.limits),
            deploys=tuple(d._replace(evidence=self.evidence(d.evidence)) for d in report.deploys),
            unexplained=tuple(
                replace(u, example=self.evidence(u.example)) for u in report.unexplained
            ),
        )

    def incident(self, incident: Incident) -> Incident:
        return replace(
            incident,
            findings=tuple(map(self.finding, incident.findings)),
            cause=self.cause(incident.cause) if incident.cause else None,
            hypotheses=tuple(map(self.cause, incident.hypotheses)),
            contributing=tuple(map(self.cause, incident.contributing)),
            context=self.sentences(incident.context),
        )

    def finding(self, finding: Finding) -> Finding:
        return replace(finding, evidence=tuple(map(self.evidence, finding.evidence)))

    def cause(self, cause: Cause) -> Cause:
        return replace(
            cause,
            reasons_for=tuple(map(self.reason, cause.reasons_for)),
            reasons_against=tuple(map(self.reason, cause.reasons_against)),
        )

    def reason(self, reason: Reason) -> Reason:
        return reason._replace(evidence=self.evidence(reason.evidence) if reason.evidence else None)

    def evidence(self, shown: Evidence) -> Evidence:
        return shown._replace(source=self.name(shown.source))

    def name(self, name: str) -> str:
        return name.removeprefix(self.prefix)

    def sentences(self, sentences: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.within.sub("", text) for text in sentences)
