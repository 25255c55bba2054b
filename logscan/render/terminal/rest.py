"""Below all incidents: what else the log shows, what could not be judged, and what was read."""

from __future__ import annotations

from logscan.model import Report
from logscan.render import _wording as words
from logscan.render.terminal.page import Page

_UNEXPLAINED = 5
_DEPLOYS = 8


def rest(page: Page, report: Report) -> list[list[str]]:
    """The sections that belong to the scan and to no incident."""
    return [
        _unexplained(page, report),
        _deploys(page, report),
        _facts(page, report),
        _unjudged(page, report),
        _read(page, report),
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
    wanted = len(report.deploys) if page.verbosity > 0 else _DEPLOYS
    lines = [page.heading("Deploys and restarts")] if report.deploys else []
    for item in report.deploys[:wanted]:
        shown = f"{item.kind} ({item.evidence.source}:{item.evidence.line})"
        lines += page.paragraph(shown, 2, words.stamp(item.time) + "  ")
    return lines + _left(page, len(report.deploys) - wanted, "more")


def _facts(page: Page, report: Report) -> list[str]:
    lines = [page.heading("Known from the log")] if report.facts else []
    facts = dict.fromkeys((f.name, f.value, f"{f.source}:{f.line}") for f in report.facts)
    return lines + page.listing([f"{name}: {value} ({where})" for name, value, where in facts])


def _unjudged(page: Page, report: Report) -> list[str]:
    found = words.unjudged(report)
    return [page.heading("Could not be judged"), *page.listing(found)] if found else []


def _read(page: Page, report: Report) -> list[str]:
    lines = [page.heading("What was read")]
    for source in report.sources:
        when = words.span(source.first, source.last)
        known = words.moment(source.first) or words.moment(source.last)
        clock = when + words.zone(source.clock) if known else "no times"
        amount = f"{words.plural(source.lines, 'line')}, {words.size(source.bytes)}"
        lines += page.paragraph(
            f"{source.name}: {source.format or 'plain text'}, {amount}, {clock}"
        )
    if not report.sources:
        lines += page.paragraph("nothing")
    pack = f"logscan {report.version}, rules {report.pack} ({report.rules_sha[:12]})"
    return [*lines, *(page.dim(line) for line in page.paragraph(pack))]


def _left(page: Page, count: int, noun: str) -> list[str]:
    if count <= 0:
        return []
    more = words.plural(count, noun) if noun != "more" else f"{count:,} more"
    return ["  " + page.dim(f"and {more} (-v shows all)")]
