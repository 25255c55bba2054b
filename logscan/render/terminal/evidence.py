"""Behind an incident's answer: evidence with its surroundings, other causes, references."""

from __future__ import annotations

from collections.abc import Sequence

from logscan.model import Evidence, Finding, Incident
from logscan.render import _wording as words
from logscan.render._beside import beside
from logscan.render._escape import visible
from logscan.render.terminal.page import Page

_CONTEXT = 2
"""Lines shown before and after a line of evidence unless all is shown."""


def background(page: Page, incident: Incident) -> list[list[str]]:
    """The sections below the answer."""
    return [
        _not_ruled_out(page, incident),
        _contributing(page, incident),
        _explained(page, incident),
        _evidence(page, incident),
        _references(page, incident),
    ]


def _not_ruled_out(page: Page, incident: Incident) -> list[str]:
    """What may stand behind the named cause, and how to find out."""
    found = words.not_ruled_out(incident)
    lines = [page.heading("Not ruled out")] if found else []
    for cause in found:
        lines += page.paragraph(cause.title, 2, "- ")
        for reason in words.by_weight(cause.reasons_for):
            lines += page.paragraph(reason.because, 4, f"{words.RANKS[reason.rank]}: ")
            lines += page.pointer(reason.evidence, 6) if reason.evidence else []
        lines += page.paragraph(cause.explain, 4) if cause.explain else []
        lines += page.paragraph(cause.decided_by, 4, "find out: ") if cause.decided_by else []
        lines += page.paragraph(cause.fix.summary, 4, "if so: ") if cause.fix else []
    return lines


def _contributing(page: Page, incident: Incident) -> list[str]:
    lines = [page.heading("Also contributing")] if incident.contributing else []
    for cause in incident.contributing:
        lines += page.paragraph(f"{cause.title} ({words.CONFIDENCE[cause.confidence]})", 2, "- ")
        if cause.fix:
            lines += page.paragraph(cause.fix.summary, 4, "Fix: ")
        lines += [
            line
            for reason in cause.reasons_for[: None if page.verbosity > 0 else 1]
            if reason.evidence
            for line in page.pointer(reason.evidence, 4)
        ]
    return lines


def _explained(page: Page, incident: Incident) -> list[str]:
    found = words.advice(incident)
    if found is None or not (found.cause.explain or found.cause.prevent):
        return []
    lines = [page.heading("Background")]
    lines += page.paragraph(found.cause.explain) if found.cause.explain else []
    return lines + (
        page.paragraph(found.cause.prevent, 2, "To prevent it: ") if found.cause.prevent else []
    )


def _evidence(page: Page, incident: Incident) -> list[str]:
    lines = [page.heading("Evidence")]
    for number, finding in enumerate(incident.findings):
        lines += [""] if number else []
        lines += _finding(page, finding, incident.first)
    return lines


def _finding(page: Page, finding: Finding, beside: float | None) -> list[str]:
    when = words.span(finding.first, finding.last, beside)
    grouped = words.group(finding)
    told = [finding.id, finding.severity, f"{finding.count:,}x", when, grouped, finding.note]
    lines = page.paragraph(finding.title, 2, bold=True)
    lines += page.paragraph(", ".join(part for part in told if part), 2)
    lines += page.paragraph(finding.explain, 2) if finding.explain else []
    wanted = len(finding.evidence) if page.verbosity > 0 else 1
    for shown in finding.evidence[:wanted]:
        lines += _place(page, shown)
    if rest := finding.evidence[wanted:]:
        lines += page.paragraph(f"also {_places(rest)} (-v shows them)", 4)
    return lines


def _place(page: Page, shown: Evidence) -> list[str]:
    """A line with its surroundings."""
    near = None if page.verbosity > 0 else _CONTEXT
    before = shown.before[-near:] if near else shown.before
    lines = [" " * 4 + page.style(visible(f"{shown.source}:{shown.line}"), fg="cyan")]
    for text in before:
        lines += map(page.dim, page.quote(beside(text), 4, "  | "))
    lines += page.quote(shown.text, 4, "> | ", rows=3)
    for text in shown.after[:near]:
        lines += map(page.dim, page.quote(beside(text), 4, "  | "))
    return lines


def _places(shown: Sequence[Evidence]) -> str:
    """`app.log:7, 12, web.log:3`: a source is named where it changes."""
    told, before = [], ""
    for item in shown:
        told.append(f"{item.line}" if item.source == before else f"{item.source}:{item.line}")
        before = item.source
    return ", ".join(told)


def _references(page: Page, incident: Incident) -> list[str]:
    references = words.references(incident)
    lines = [page.heading("References")] if references else []
    for reference in references:
        checked = f", checked {reference.checked}" if reference.checked else ""
        basis = words.BASIS[reference.basis]
        lines += page.paragraph(f"{reference.title} ({basis}{checked})", 2, "- ")
        lines.append("    " + visible(reference.url))
    return lines
