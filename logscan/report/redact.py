"""The redaction door: secrets and personal data are replaced here, before anything else sees them.

A secret becomes `<redacted:KIND#N>`, numbered by first appearance, so that the same secret has the
same placeholder everywhere in a report. What rules say themselves (fix, verification, references)
passes unchanged; values from a log enter it only as placeholders.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from logscan.model import Cause, Evidence, Finding, Hit, Incident, Reason, Report, Value
from logscan.report.secrets import SHAPES, Found, by_name, by_shape, emails, kind_of, says_nothing


def redact_text(text: str) -> str:
    """The text with its secrets replaced; doing it twice changes nothing more."""
    return _Door().text(text)


def redact(report: Report) -> Report:
    """The report with secrets replaced in every string that came from a log; idempotent."""
    door = _Door()
    return replace(
        report,
        sources=tuple(
            replace(s, name=door.name(s.name), problems=door.texts(s.problems))
            for s in report.sources
        ),
        unreadable=tuple(
            u._replace(name=door.name(u.name), reason=door.text(u.reason))
            for u in report.unreadable
        ),
        incidents=tuple(map(door.incident, report.incidents)),
        facts=tuple(
            f._replace(value=door.pair(f.name, f.value), source=door.name(f.source))
            for f in report.facts
        ),
        limits=door.texts(report.limits),
        deploys=tuple(
            d._replace(kind=door.text(d.kind), evidence=door.evidence(d.evidence))
            for d in report.deploys
        ),
        unexplained=tuple(
            replace(u, shape=door.text(u.shape), example=door.evidence(u.example))
            for u in report.unexplained
        ),
    )


def redact_incident(incident: Incident) -> Incident:
    """One incident with its secrets replaced, for `watch`, which has no report yet."""
    return _Door().incident(incident)


class _Door:
    """Replaces secrets and remembers which placeholder each of them was given."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._done: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._kinds: dict[str, str] = {}

    def text(self, text: str) -> str:
        if text not in self._done:
            clean = self._shapes(text)
            clean = self._swap(clean, by_name(clean))
            self._done[text] = self._swap(clean, emails(clean))
        return self._done[text]

    def texts(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(self.text, texts))

    def name(self, name: str) -> str:
        """A source's name: only what is a secret by its shape goes, so that it can be found."""
        if name not in self._names:
            self._names[name] = self._shapes(name)
        return self._names[name]

    def pair(self, name: str, value: Value) -> Value:
        """A value whose name may say that it is a secret."""
        if name not in self._kinds:
            self._kinds[name] = kind_of(name)
        kind = self._kinds[name]
        if kind and not isinstance(value, bool | float) and not says_nothing(str(value), kind):
            return self._placeholder(kind, str(value))
        return self.text(value) if isinstance(value, str) else value

    def evidence(self, shown: Evidence) -> Evidence:
        return shown._replace(
            source=self.name(shown.source),
            text=self.text(shown.text),
            before=self.texts(shown.before),
            after=self.texts(shown.after),
        )

    def incident(self, incident: Incident) -> Incident:
        return replace(
            incident,
            title=self.text(incident.title),
            findings=tuple(map(self._finding, incident.findings)),
            chain=tuple(link._replace(because=self.text(link.because)) for link in incident.chain),
            cause=self._cause(incident.cause) if incident.cause else None,
            hypotheses=tuple(map(self._cause, incident.hypotheses)),
            contributing=tuple(map(self._cause, incident.contributing)),
            decided_by=self.text(incident.decided_by),
            affected=replace(
                incident.affected, routes=tuple(map(self.text, incident.affected.routes))
            ),
            context=self.texts(incident.context),
        )

    def _cause(self, cause: Cause) -> Cause:
        return replace(
            cause,
            title=self.text(cause.title),
            reasons_for=tuple(map(self._reason, cause.reasons_for)),
            reasons_against=tuple(map(self._reason, cause.reasons_against)),
            decided_by=self.text(cause.decided_by),
        )

    def _reason(self, reason: Reason) -> Reason:
        shown = reason.evidence and self.evidence(reason.evidence)
        return reason._replace(because=self.text(reason.because), evidence=shown)

    def _finding(self, finding: Finding) -> Finding:
        return replace(
            finding,
            title=self.text(finding.title),
            group=tuple((name, self.pair(name, value)) for name, value in finding.group),
            evidence=tuple(map(self.evidence, finding.evidence)),
            hits=tuple(map(self._hit, finding.hits)),
            note=self.text(finding.note),
        )

    def _hit(self, hit: Hit) -> Hit:
        record = hit.event.record
        event = hit.event._replace(
            record=record._replace(
                source=self.name(record.source), entries=self.texts(record.entries)
            ),
            message=self.text(hit.event.message),
            attributes={n: self.pair(n, v) for n, v in hit.event.attributes.items()},
        )
        return hit._replace(values={n: self.pair(n, v) for n, v in hit.values.items()}, event=event)

    def _placeholder(self, kind: str, secret: str) -> str:
        if secret not in self._given:
            self._counts[kind] += 1
            self._given[secret] = f"<redacted:{kind}#{self._counts[kind]}>"
        return self._given[secret]

    def _shapes(self, text: str) -> str:
        for shape in SHAPES:
            if shape.may_be_in(text):
                text = self._swap(text, by_shape(shape, text))
        return text

    def _swap(self, text: str, found: Iterable[Found]) -> str:
        parts: list[str] = []
        at = 0
        for begin, end, kind in found:
            parts += [text[at:begin], self._placeholder(kind, text[begin:end])]
            at = end
        return "".join((*parts, text[at:])) if parts else text
