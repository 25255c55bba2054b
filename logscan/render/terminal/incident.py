"""One incident on a terminal: what, why, how it spread, what to do, how to see that it is fixed."""

from __future__ import annotations

from logscan.model import Cause, Finding, Incident, Reason, Step
from logscan.render import _wording as words
from logscan.render.terminal.evidence import background
from logscan.render.terminal.page import Page

_PROOFS = 3
_HYPOTHESES = 3


def full(page: Page, incident: Incident) -> list[str]:
    """Everything about an incident, the answer first."""
    sections = [
        _head(page, incident),
        _why(page, incident),
        _chain(page, incident),
        _what_to_do(page, incident),
        _how_to_verify(page, incident),
        *background(page, incident),
    ]
    return "\n\n".join("\n".join(section) for section in sections if section).split("\n")


def brief(page: Page, incident: Incident) -> list[str]:
    """Headline, cause and what to do, in a few lines."""
    lines = _head(page, incident)
    found = words.remedy(incident)
    if found is None:
        return [*lines, *page.paragraph("not known", 0, "Why: ")]
    sure = words.CONFIDENCE[found.cause.confidence]
    why, fix = (
        ("Why: not proven, perhaps: ", "Fix, if so: ") if found.provisional else ("Why: ", "Fix: ")
    )
    lines += page.paragraph(f"{found.cause.title} ({sure})", 0, why)
    if found.cause.fix:
        lines += page.paragraph(found.cause.fix.summary, 0, fix)
    return lines


def one_line(page: Page, incident: Incident) -> list[str]:
    """An incident that needs no hurry: headline, place in the log, cause."""
    first = next((shown for f in incident.findings for shown in f.evidence), None)
    where = f"; {first.source}:{first.line}" if first else ""
    lines = page.severity_line(incident.severity, incident.title, 2)
    lines += page.paragraph(words.period(incident) + where, 12)
    if (found := words.remedy(incident)) is not None:
        fix = f" Fix: {found.cause.fix.summary}" if found.cause.fix else ""
        lead = "Perhaps: " if found.provisional else "Why: "
        lines += page.paragraph(f"{found.cause.title}.{fix}", 12, lead)
    return lines


def _head(page: Page, incident: Incident) -> list[str]:
    where = words.place(incident)
    when = words.period(incident)
    lines = page.severity_line(incident.severity, incident.title)
    lines += page.paragraph(f"{where}, {when}" if where else when, 10)
    if words.touched(incident):
        lines += page.paragraph(words.touched(incident), 10)
    if page.verbosity >= 0:
        lines += [line for text in incident.context for line in page.paragraph(text, 10)]
    return lines


def _why(page: Page, incident: Incident) -> list[str]:
    if cause := incident.cause:
        lines = [page.heading("Why", words.CONFIDENCE[cause.confidence])]
        return [*lines, *page.paragraph(cause.title, 2, bold=True), *_reasons(page, cause, 2)]
    if not incident.hypotheses:
        lines = [page.heading("Why: not known"), *page.paragraph("No rule explains this.")]
    else:
        lines = [page.heading("Why: not proven", "hypotheses, the best first")]
        wanted = len(incident.hypotheses) if page.verbosity > 0 else _HYPOTHESES
        for number, cause in enumerate(incident.hypotheses[:wanted], 1):
            lines += page.paragraph(cause.title, 2, f"{number}. ", bold=True)
            lines += _reasons(page, cause, 5)
        left = len(incident.hypotheses) - wanted
        lines += [page.dim(f"  and {left} more (-v shows all)")] if left > 0 else []
    decided = incident.decided_by or next((c.decided_by for c in incident.hypotheses), "")
    return [*lines, *page.paragraph(decided, 2, "What would decide: ")] if decided else lines


def _reasons(page: Page, cause: Cause, indent: int) -> list[str]:
    """Why a cause is believed, and what speaks against it; a hypothesis may say what decides it."""
    found = words.by_weight(cause.reasons_for)
    wanted = len(found) if page.verbosity > 0 else _PROOFS
    lines = [line for reason in found[:wanted] for line in _reason(page, reason, indent)]
    if len(found) > wanted:
        left = words.plural(len(found) - wanted, "more reason")
        lines += [" " * indent + page.dim(f"and {left} (-v shows all)")]
    return lines + [
        line for reason in cause.reasons_against for line in _reason(page, reason, indent)
    ]


def _reason(page: Page, reason: Reason, indent: int) -> list[str]:
    lead = words.RANKS[reason.rank] + ": "
    lines = page.paragraph(reason.because, indent, lead)
    return lines + (page.pointer(reason.evidence, indent + 2) if reason.evidence else [])


def _chain(page: Page, incident: Incident) -> list[str]:
    """The root and what followed from it, with times and counts."""
    findings = {finding.id: finding for finding in reversed(incident.findings)}
    links = [(link, findings[link.finding]) for link in incident.chain if link.finding in findings]
    times = [words.span(f.first, f.last, incident.first) for _, f in links]
    counts = [f"{f.count:,}x" for _, f in links]
    marks = {"root": "", "consequence": "-> ", "context": "(context) "}
    lines = [page.heading("What happened")] if links else []
    for (link, finding), time, count in zip(links, times, counts, strict=True):
        lead = f"{time:<{max(map(len, times))}}  {count:>{max(map(len, counts))}}  "
        mark = marks[link.role]
        lines += page.paragraph(_named(finding), 2, lead + mark)
        if page.verbosity > 0 and link.because:
            lines += page.paragraph(link.because, 2 + len(lead + mark), "because ")
    return lines


def _named(finding: Finding) -> str:
    pending = " (pending: the log ends before it can be judged)" if finding.pending else ""
    return finding.title + pending


def _what_to_do(page: Page, incident: Incident) -> list[str]:
    found = words.remedy(incident)
    if found is None or found.cause.fix is None:
        return []
    note = "if the first hypothesis is right" if found.provisional else ""
    lines = [page.heading("What to do", note), *page.paragraph(found.cause.fix.summary)]
    for number, step in enumerate(words.steps_for(found.cause.fix.steps, incident.platform), 1):
        lines += _step(page, step, f"{number}. ", incident.platform)
    return lines


def _step(page: Page, step: Step, lead: str, platform: str) -> list[str]:
    on = f"[{words.PLATFORMS.get(step.platform, step.platform)}] "
    text = (on if step.platform and not platform else "") + step.text
    lines = page.paragraph(text, 2, lead) if text else []
    if step.command:
        lines += page.command(step.command, 2 + len(lead))
    effect = words.EFFECTS.get(step.effect, step.effect)
    notes = [effect, f"undo: {step.undo}" if step.undo else ""]
    told = "; ".join(note for note in notes if note)
    return lines + (page.paragraph(f"({told})", 2 + len(lead)) if told else [])


def _how_to_verify(page: Page, incident: Incident) -> list[str]:
    found = words.remedy(incident)
    verify = found and found.cause.verify
    if not verify:
        return []
    lines = [page.heading("How to verify")]
    told = (
        ("must be absent:  ", verify.absent),
        ("must be present: ", verify.present),
        ("must hold:       ", verify.hold),
        ("counts only after: ", (verify.exercised,) if verify.exercised else ()),
    )
    for label, items in told:
        for number, item in enumerate(items):
            lines += page.paragraph(item, 2, label if number == 0 else " " * len(label))
    return lines + [
        line for step in verify.commands for line in _step(page, step, "- ", incident.platform)
    ]
