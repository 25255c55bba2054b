"""One incident as a section of a postmortem."""

from __future__ import annotations

from collections.abc import Sequence

from logscan.model import Cause, Evidence, Finding, Incident, Reason, Report, Step
from logscan.render import _wording as words
from logscan.render._beside import beside
from logscan.render._scanned import Boots, boots
from logscan.render.markdown.text import cell, code, fence, link, text

_BEFORE = 15 * 60
"""Seconds before an incident in which a deploy or restart belongs into its timeline."""


def section(report: Report, incident: Incident) -> list[str]:
    """The incident under a heading of its own; every list of lines ends with an empty one."""
    return [
        f"## {incident.severity.capitalize()}: {text(incident.title)}",
        "",
        *_summary(incident),
        *_timeline(report, incident),
        *_impact(incident),
        *_root_cause(incident),
        *_contributing(incident),
        *_what_to_do(incident),
        *_verification(incident),
        *_evidence(incident),
        *_references(incident),
    ]


def _summary(incident: Incident) -> list[str]:
    service = code(incident.service) if incident.service else ""
    platform = words.PLATFORMS.get(incident.platform, code(incident.platform))
    where = [service, f"on {platform}" if incident.platform else ""]
    place = " ".join(part for part in where if part)
    lead = f"{place[0].upper()}{place[1:]}: " if place else ""
    lines = [
        "### Summary",
        "",
        f"{lead}{text(incident.title)}. When: {words.period(incident)}.",
        "",
    ]
    lines += [f"- {label}: {text(told)}" for label, told in words.answer(incident)] + [""]
    found = words.advice(incident)
    return lines + ([text(found.cause.explain), ""] if found and found.cause.explain else [])


def _timeline(report: Report, incident: Incident) -> list[str]:
    rows = [_finding_row(finding) for finding in incident.findings]
    rows += [_boot_row(b) for b in boots(report.deploys) if _is_near(b, incident)]
    rows.sort(key=lambda row: (row[0] is None, row[0] or 0.0))
    lines = [f"| Time ({words.zone(incident.clock).strip()}) | What | Count | Where |"]
    lines += ["| --- | --- | ---: | --- |"]
    for time, what, count, where in rows:
        lines.append(f"| {words.stamp(time)} | {cell(what)} | {count:,} | {cell(code(where))} |")
    return ["### Timeline", "", *lines, ""]


_Row = tuple[float | None, str, int, str]


def _finding_row(finding: Finding) -> _Row:
    first = finding.evidence[0] if finding.evidence else None
    where = f"{first.source}:{first.line}" if first else "-"
    told = text(finding.title) + _until(finding.first, finding.last)
    return finding.first, told, finding.count, where


def _boot_row(found: Boots) -> _Row:
    where = f"{found.evidence.source}:{found.evidence.line}"
    told = text(found.kind.capitalize()) + _until(found.first, found.last)
    return found.first, told, found.lines, where


def _until(first: float | None, last: float | None) -> str:
    same = words.stamp(first) == words.stamp(last)
    return "" if same else f" (until {words.stamp(last, first)})"


def _is_near(found: Boots, incident: Incident) -> bool:
    if found.first is None or incident.first is None:
        return False
    return incident.first - _BEFORE <= found.first <= (incident.last or incident.first)


def _impact(incident: Incident) -> list[str]:
    affected = incident.affected
    items = [f"at least {words.plural(affected.requests, 'request')}"] if affected.requests else []
    length = (incident.last or 0.0) - (incident.first or 0.0)
    items += [words.duration(length)] if length >= 1 else []
    items += [f"route {code(route)}" for route in affected.routes]
    items += [text(sentence) for sentence in incident.context]
    told = [f"- {item}" for item in items] or ["The log does not say what was affected."]
    return ["### Impact", "", *told, ""]


def _root_cause(incident: Incident) -> list[str]:
    lines = ["### Root cause", ""]
    if cause := incident.cause:
        lines += [f"**{text(cause.title)}** ({words.CONFIDENCE[cause.confidence]})", ""]
        lines += _reasons(cause, 0)
        lines += _not_ruled_out(incident)
    elif possible := words.possible(incident):
        lines += ["Not proven. Possible causes, the likeliest first:", ""]
        first = words.advice(incident)
        for number, cause in enumerate(possible, 1):
            lead = f"{number}. "
            lines += [f"{lead}**{text(cause.title)}**", "", *_reasons(cause, len(lead))]
            if first is None or first.cause is not cause:
                lines += _trial(cause, " " * len(lead))
    else:
        lines += ["Not known: no rule explains this.", ""]
    for cause in words.ruled_out(incident):
        lines += [f"Ruled out: {text(cause.title)}", ""]
        lines += [line for reason in cause.reasons_against for line in _reason(reason, 0)]
    return lines + _chain(incident)


def _not_ruled_out(incident: Incident) -> list[str]:
    """What may stand behind the named cause."""
    lines: list[str] = []
    for cause in words.not_ruled_out(incident):
        lines += [f"Not ruled out: **{text(cause.title)}**", "", *_reasons(cause, 0)]
        lines += [text(cause.explain), ""] if cause.explain else []
        lines += _trial(cause, "")
    return lines


def _trial(cause: Cause, indent: str) -> list[str]:
    """What decides about a possible cause, and what to do if it is the one."""
    fix = cause.fix.summary if cause.fix else ""
    told = (("Find out", cause.decided_by), ("If so", fix))
    return [line for label, said in told if said for line in (f"{indent}{label}: {text(said)}", "")]


def _reasons(cause: Cause, indent: int) -> list[str]:
    found = words.by_weight(cause.reasons_for)
    return [line for reason in found for line in _reason(reason, indent)]


def _reason(reason: Reason, indent: int) -> list[str]:
    rank = words.RANKS[reason.rank].capitalize()
    lead, shown = " " * indent + f"- {rank}: {text(reason.because)}", reason.evidence
    if shown is None:
        return [lead, ""]
    where = code(f"{shown.source}:{shown.line}")
    return [f"{lead} ({where})", "", *fence(shown.text, indent + 2), ""]


def _chain(incident: Incident) -> list[str]:
    titles = {finding.id: finding.title for finding in reversed(incident.findings)}
    explained = {finding.explain for finding in incident.findings}
    lines = []
    for link_ in incident.chain:
        because = f" ({text(link_.because)})" if link_.because not in ("", *explained) else ""
        title = text(titles.get(link_.finding, link_.finding))
        lines.append(f"- {link_.role.capitalize()}: {title}{because}")
    return ["How it spread:", "", *lines, ""] if len(lines) > 1 else []


def _contributing(incident: Incident) -> list[str]:
    lines = []
    for cause in incident.contributing:
        fix = f" Fix: {text(cause.fix.summary)}" if cause.fix else ""
        lines.append(f"- {text(cause.title)} ({words.CONFIDENCE[cause.confidence]}).{fix}")
    return ["### Contributing", "", *lines, ""] if lines else []


def _what_to_do(incident: Incident) -> list[str]:
    found = words.advice(incident)
    if found is None or found.cause.fix is None:
        return []
    lines = ["### What to do", ""]
    lines += ["If the first cause is the one:", ""] if found.provisional else []
    lines += [text(found.cause.fix.summary), ""]
    steps = words.steps_for(found.cause.fix.steps, incident.platform)
    lines += _steps(steps, incident.platform)
    return lines + (
        [f"To prevent it: {text(found.cause.prevent)}", ""] if found.cause.prevent else []
    )


def _steps(steps: Sequence[Step], platform: str) -> list[str]:
    lines: list[str] = []
    for number, step in enumerate(steps, 1):
        lead = f"{number}. "
        on = f"On {words.PLATFORMS.get(step.platform, code(step.platform))}: "
        told = (on if step.platform and not platform else "") + text(step.text or "Run")
        notes = [text(words.EFFECTS.get(step.effect, step.effect))] if step.effect else []
        notes += [f"undo: {text(step.undo)}"] if step.undo else []
        lines += [lead + told + (f" ({'; '.join(notes)})" if notes else ""), ""]
        if step.command:
            lines += [*fence(step.command.rstrip("\n"), len(lead), "sh"), ""]
    return lines


def _verification(incident: Incident) -> list[str]:
    found = words.advice(incident)
    verify = found and found.cause.verify
    if not verify:
        return []
    items = [f"no longer there: {text(item)}" for item in verify.absent]
    items += [f"there: {text(item)}" for item in verify.present]
    items += [f"holds: {text(item)}" for item in verify.hold]
    items += [f"it counts only after: {text(verify.exercised)}"] if verify.exercised else []
    lines = ["### Verification", "", *(f"- [ ] {item}" for item in items), ""]
    return lines + _steps(words.steps_for(verify.commands, incident.platform), incident.platform)


def _evidence(incident: Incident) -> list[str]:
    lines = ["### Evidence", ""]
    for finding in incident.findings:
        note = [text(finding.note)] if finding.note else []
        when = words.span(finding.first, finding.last)
        told = [code(finding.id), finding.severity, words.plural(finding.count, "time"), when]
        told += [code(words.group(finding))] if finding.group else []
        lines += [f"#### {text(finding.title)}", "", ", ".join(told + note), ""]
        lines += [text(finding.explain), ""] if finding.explain else []
        lines += [line for shown in finding.evidence for line in _shown(shown)]
    return lines


def _shown(shown: Evidence) -> list[str]:
    around = [*map(beside, shown.before), shown.text, *map(beside, shown.after)]
    content = "\n".join(around)
    return [code(f"{shown.source}:{shown.line}"), "", *fence(content), ""]


def _references(incident: Incident) -> list[str]:
    lines = []
    for reference in words.references(incident):
        checked = f", checked {text(reference.checked)}" if reference.checked else ""
        basis = words.BASIS[reference.basis]
        lines.append(f"- {link(reference.title, reference.url)} ({basis}{checked})")
    return ["### References", "", *lines, ""] if lines else []
