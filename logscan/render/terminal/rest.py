"""Below all incidents: what else the log shows, what could not be judged, and what was read."""

from __future__ import annotations

from logscan.model import Report
from logscan.render import _scanned as scanned
from logscan.render import _wording as words
from logscan.render.terminal.page import Page

_UNEXPLAINED = 5
_DEPLOYS = 8


def rest(page: Page, report: Report, inside: str) -> list[list[str]]:
    """The sections that belong to the scan and to no incident; all sources lie `inside`."""
    return [
        _unexplained(page, report),
        _deploys(page, report),
        _facts(page, report),
        _unjudged(page, report),
        _read(page, report, inside),
    ]


def _unexplained(page: Page, report: Report) -> list[str]:
    found = report.unexplained
    wanted = len(found) if page.verbosity > 0 else _UNEXPLAINED
    lines = [page.heading("Errors that no rule explains")] if found else []
    for item in found[:wanted]:
        lines += page.pointer(item.example, 2)
        lines += page.paragraph(f"{item.count:,}x, {words.span(item.first, item.last)}", 4)
    return lines + _left(page, len(found) - wanted, "more kind")


def _deploys(page: Page, report: Report) -> list[str]:
    found = scanned.boots(report.deploys)
    wanted = len(found) if page.verbosity > 0 else _DEPLOYS
    lines = [page.heading("Deploys and restarts")] if found else []
    for item in found[:wanted]:
        count = f", {item.lines:,} lines, the first" if item.lines > 1 else ""
        shown = f"{item.kind}{count} ({item.evidence.source}:{item.evidence.line})"
        lines += page.paragraph(shown, 2, words.span(item.first, item.last) + "  ")
    return lines + _left(page, len(found) - wanted, "more")


def _facts(page: Page, report: Report) -> list[str]:
    lines = [page.heading("Known about the app")] if report.facts else []
    found = scanned.facts(report)
    return lines + page.listing([f"{name}: {value} ({where})" for name, value, where in found])


def _unjudged(page: Page, report: Report) -> list[str]:
    found = scanned.unjudged(report)
    return [page.heading("Could not be judged"), *page.listing(found)] if found else []


def _read(page: Page, report: Report, inside: str) -> list[str]:
    lines = [page.heading("What was read")]
    lines += page.paragraph(f"in {inside}") if inside else []
    for source in report.sources:
        when = words.span(source.first, source.last)
        known = words.moment(source.first) or words.moment(source.last)
        clock = when + words.zone(source.clock) if known else "no times"
        amount = f"{words.plural(source.lines, 'line')}, {words.size(source.bytes)}"
        form = scanned.FORMATS.get(source.format, source.format)
        lines += page.paragraph(f"{source.name}: {form}, {amount}, {clock}", 2, "- ")
    if not report.sources:
        lines += page.paragraph("nothing")
    pack = f"logscan {report.version}, rules {report.pack} ({report.rules_sha[:12]})"
    return [*lines, *(page.dim(line) for line in page.paragraph(pack))]


def _left(page: Page, count: int, noun: str) -> list[str]:
    if count <= 0:
        return []
    more = words.plural(count, noun) if noun != "more" else f"{count:,} more"
    return ["  " + page.dim(f"and {more} (-v shows all)")]
