"""All that is shown: an index, the incidents, lesser ones, and what is said of the scan."""

from __future__ import annotations

from collections.abc import Sequence

from logscan.model import Incident, Report
from logscan.render._places import folder, local
from logscan.render._scanned import headline, whole
from logscan.render._wording import is_lesser, plural
from logscan.render.terminal.incident import brief, full, one_line
from logscan.render.terminal.page import Page
from logscan.render.terminal.rest import rest


def screen(page: Page, report: Report, *, alone: bool) -> str:
    """The report; `alone` leaves out what is said about the scan as a whole."""
    inside, report = folder(report), local(report)
    major = [i for i in report.incidents if not is_lesser(i)]
    lesser = [i for i in report.incidents if is_lesser(i)]
    if page.verbosity < 0 or alone:
        blocks = [brief(page, i) if page.verbosity < 0 else full(page, i) for i in report.incidents]
        if not blocks and not alone:
            blocks = [_nothing(page, report)]
    else:
        blocks = [_index(page, report)] if len(major) > 1 else []
        blocks += [full(page, incident) for incident in major]
        if not major:
            blocks += [_nothing(page, report)]
        blocks += _lesser(page, lesser) if lesser else []
        blocks += rest(page, report, inside)
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _nothing(page: Page, report: Report) -> list[str]:
    lesser = plural(len(report.incidents), "lesser incident")
    more = f", {lesser} below" if report.incidents else ""
    return [
        *page.paragraph(f"{headline(report)}{more}.", 0, bold=True),
        *page.paragraph(f"Read: {whole(report.sources)}.", 0),
    ]


def _lesser(page: Page, incidents: Sequence[Incident]) -> list[list[str]]:
    """Incidents that need no hurry: in short unless all is wanted."""
    if page.verbosity > 0:
        return [[page.heading("Lesser incidents")], *(full(page, item) for item in incidents)]
    short = [line for item in incidents for line in one_line(page, item)]
    return [[page.heading("Lesser incidents", "-v tells all about them"), *short]]


def _index(page: Page, report: Report) -> list[str]:
    """What there is, where one screen cannot hold all of it."""
    major = [i for i in report.incidents if not is_lesser(i)]
    read = whole(report.sources)
    lines = page.paragraph(f"{plural(len(major), 'incident')} in {read}", 0, bold=True)
    for incident in major:
        lines += page.severity_line(incident.severity, incident.title, 2)
    return lines
