"""Below all incidents, as Markdown: lesser ones, other things, and what was read."""

from __future__ import annotations

from collections.abc import Sequence

from logscan.model import Incident, Report
from logscan.render import _scanned as scanned
from logscan.render import _wording as words
from logscan.render.markdown.text import cell, code, fence, text


def lesser(incidents: Sequence[Incident]) -> list[str]:
    """Incidents of low severity, one item each."""
    lines = []
    for incident in incidents:
        lead = f"{incident.severity.capitalize()}: {text(incident.title)}"
        lines.append(f"- {lead} ({words.period(incident)}).")
        lines += [f"  {label}: {text(told)}" for label, told in words.answer(incident)]
    return ["## Lesser incidents", "", *lines, ""]


def rest(report: Report, inside: str) -> list[str]:
    """The sections that belong to the scan and to no incident; all sources lie `inside`."""
    return [
        *_unexplained(report),
        *_listed("Deploys and restarts", _deploys(report)),
        *_listed("Known about the app", _facts(report)),
        *_listed("Could not be judged", [text(item) for item in scanned.unjudged(report)]),
        *_read(report, inside),
    ]


def _unexplained(report: Report) -> list[str]:
    lines: list[str] = []
    for item in report.unexplained:
        where = code(f"{item.example.source}:{item.example.line}")
        when = words.span(item.first, item.last)
        lines += [
            f"{words.plural(item.count, 'time')}, {when}, {where}",
            "",
            *fence(item.example.text),
            "",
        ]
    return ["## Errors that no rule explains", "", *lines] if lines else []


def _deploys(report: Report) -> list[str]:
    return [
        f"{words.span(b.first, b.last)}: {text(b.kind)}"
        + (f", {b.lines:,} lines, the first" if b.lines > 1 else "")
        + f" ({code(f'{b.evidence.source}:{b.evidence.line}')})"
        for b in scanned.boots(report.deploys)
    ]


def _facts(report: Report) -> list[str]:
    return [
        f"{text(name)}: {code(value)} ({code(place)})"
        for name, value, place in scanned.facts(report)
    ]


def _listed(title: str, items: Sequence[str]) -> list[str]:
    return [f"## {title}", "", *(f"- {item}" for item in items), ""] if items else []


def _read(report: Report, inside: str) -> list[str]:
    rows = []
    for source in report.sources:
        known = words.moment(source.first) or words.moment(source.last)
        when = words.span(source.first, source.last) + words.zone(source.clock) if known else "-"
        cells = (
            *(
                code(source.name),
                text(scanned.FORMATS.get(source.format, source.format)),
                f"{source.lines:,}",
            ),
            *(words.size(source.bytes), when),
        )
        rows.append("| " + " | ".join(map(cell, cells)) + " |")
    head = ["| Source | Format | Lines | Size | From, to |", "| --- | --- | ---: | ---: | --- |"]
    made_by = f"logscan {report.version}, rules {report.pack} {report.rules_sha[:12]}"
    table = [*head, *rows] if rows else ["Nothing."]
    lie = f" The sources lie in {code(inside)}." if inside else ""
    return ["## What was read", "", *table, "", f"Made by {code(made_by)}.{lie}", ""]
