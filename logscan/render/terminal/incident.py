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
        brief(page, incident),
        _why(page, incident),
        [] if incident.cause else _ruled_out(page, incident),
        _chain(page, incident),
        _what_to_do(page, incident),
        _how_to_verify(page, incident),
        _ruled_out(page, incident) if incident.cause else [],
        *background(page, incident),
    ]
    return "\n\n".join("\n".join(section) for section in sections if section).split("\n")


def brief(page: Page, incident: Incident) -> list[str]:
    """The answer in a few lines: headline, cause, what to do, how to see that it is fixed."""
    lines = _head(page, incident)
    for label, sentence in words.answer(incident):
        lead = f"{label}:".ljust(10)
        told = page.paragraph(sentence, 0, lead, bold=label == "Why")
        shown = page.style(lead, bold=True)
        lines += [told[0].replace(lead, shown, 1), *told[1:]]
    return lines


def one_line(page: Page, incident: Incident) -> list[str]:
    """An incident that needs no hurry: headline, place in the log, cause."""
    first = next((shown for f in incident.findings for shown in f.evidence), None)
    where = f"; {first.source}:{first.line}" if first else ""
    lines = page.severity_line(incident.severity, incident.title, 2)
    lines += page.paragraph(words.period(incident) + where, 12)
    for label, sentence in words.answer(incident):
        lines += page.paragraph(sentence, 12, f"{label}: ")
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
        title = "What proves it" if cause.confidence == "proven" else "What speaks for it"
        return [page.heading(title), *_reasons(page, cause, 2)]
    found = words.possible(incident)
    lines = [page.heading("Possible causes", "the likeliest first")] if found else []
    first = words.advice(incident)
    wanted = len(found) if page.verbosity > 0 else _HYPOTHESES
    for number, cause in enumerate(found[:wanted], 1):
        lines += page.paragraph(cause.title, 2, f"{number}. ", bold=True)
        lines += _reasons(page, cause, 5)
        if first is None or first.cause is not cause:
            lines += page.paragraph(cause.decided_by, 5, "find out: ") if cause.decided_by else []
            lines += page.paragraph(cause.fix.summary, 5, "if so: ") if cause.fix else []
    left = len(found) - wanted
    return lines + ([page.dim(f"  and {left} more (-v shows all)")] if left > 0 else [])


def _ruled_out(page: Page, incident: Incident) -> list[str]:
    """What it was not, and the lines that say so."""
    found = words.ruled_out(incident)
    wanted = len(found) if page.verbosity > 0 else _HYPOTHESES
    lines = [page.heading("Ruled out")] if found else []
    for cause in found[:wanted]:
        lines += page.paragraph(cause.title, 2, "- ")
        lines += [line for reason in cause.reasons_against for line in _reason(page, reason, 4)]
    left = len(found) - wanted
    return lines + ([page.dim(f"  and {left} more (-v shows all)")] if left > 0 else [])


def _reasons(page: Page, cause: Cause, indent: int) -> list[str]:
    """Why a cause is believed."""
    found = words.by_weight(cause.reasons_for)
    wanted = len(found) if page.verbosity > 0 else _PROOFS
    lines = [line for reason in found[:wanted] for line in _reason(page, reason, indent)]
    if len(found) > wanted:
        left = words.plural(len(found) - wanted, "more reason")
        lines += [" " * indent + page.dim(f"and {left} (-v shows all)")]
    return lines


def _reason(page: Page, reason: Reason, indent: int) -> list[str]:
    lead = words.RANKS[reason.rank] + ": "
    lines = page.paragraph(reason.because, indent, lead)
    return lines + (page.pointer(reason.evidence, indent + 2) if reason.evidence else [])


def _chain(page: Page, incident: Incident) -> list[str]:
    """The root and what followed from it, with times and counts."""
    left = list(incident.findings)
    links = []
    for link in incident.chain:
        if (found := next((f for f in left if f.id == link.finding), None)) is not None:
            left.remove(found)
            links.append((link, found))
    times = [words.span(f.first, f.last, incident.first) for _, f in links]
    counts = [f"{f.count:,}x" for _, f in links]
    marks = {"root": "", "consequence": "-> ", "context": "beside it: "}
    lines = [page.heading("What happened")] if links else []
    for (link, finding), time, count in zip(links, times, counts, strict=True):
        lead = f"{time:<{max(map(len, times))}}  {count:>{max(map(len, counts))}}  "
        mark = marks[link.role]
        lines += page.paragraph(_named(finding), 2, lead + mark)
        if page.verbosity > 0 and link.because not in ("", finding.explain):
            lines += page.paragraph(link.because, 2 + len(lead + mark), "because ")
    return lines


def _named(finding: Finding) -> str:
    pending = " (pending: the log ends before it can be judged)" if finding.pending else ""
    return finding.title + pending


def _what_to_do(page: Page, incident: Incident) -> list[str]:
    found = words.advice(incident)
    steps = (
        words.steps_for(found.cause.fix.steps, incident.platform)
        if found and found.cause.fix
        else []
    )
    if found is None or not steps:
        return []
    lines = [
        page.heading("What to do", "if the first cause is the one" if found.provisional else "")
    ]
    for number, step in enumerate(steps, 1):
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
    found = words.advice(incident)
    verify = found and found.cause.verify
    if not verify:
        return []
    lines = [page.heading("How to verify")]
    told = (
        ("no longer there:   ", verify.absent),
        ("must be there:     ", verify.present),
        ("must hold:         ", verify.hold),
        ("counts only after: ", (verify.exercised,) if verify.exercised else ()),
    )
    for label, items in told:
        for number, item in enumerate(items):
            lines += page.paragraph(item, 2, label if number == 0 else " " * len(label))
    return lines + [
        line for step in verify.commands for line in _step(page, step, "- ", incident.platform)
    ]
