"""The report for a terminal: the answer on the first screen, proof and detail below it."""

from __future__ import annotations

from logscan.model import Report
from logscan.render._places import folder, local
from logscan.render._scanned import headline, whole
from logscan.render._wording import is_lesser, plural
from logscan.render.terminal.incident import brief, full, one_line
from logscan.render.terminal.page import Page
from logscan.render.terminal.rest import rest

NAME = "text"
TITLE = "for reading on a terminal"


def render(
    report: Report,
    *,
    width: int = 80,
    color: bool = False,
    verbosity: int = 0,
    alone: bool = False,
    **_: object,
) -> str:
    """The report within `width` columns (commands and links are never broken).

    `verbosity` is -1 (headline, cause and what to do), 0, or 1 (all evidence). `alone` leaves out
    what is said about the scan as a whole.
    """
    page, inside = Page(max(40, min(width, 100)), color, verbosity), folder(report)
    report = local(report)
    major = [i for i in report.incidents if not is_lesser(i)]
    lesser = [i for i in report.incidents if is_lesser(i)]
    if verbosity < 0 or alone:
        blocks = [brief(page, i) if verbosity < 0 else full(page, i) for i in report.incidents]
        if not blocks and not alone:
            blocks = [_nothing(page, report)]
    else:
        blocks = [_index(page, report)] if len(major) > 1 else []
        blocks += [full(page, incident) for incident in major]
        if not major:
            blocks += [_nothing(page, report)]
        if lesser:
            short = [line for incident in lesser for line in one_line(page, incident)]
            note = "" if verbosity > 0 else "-v tells all about them"
            heading = page.heading("Lesser incidents", note)
            whole = [[heading], *(full(page, incident) for incident in lesser)]
            blocks += whole if verbosity > 0 else [[heading, *short]]
        blocks += rest(page, report, inside)
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _nothing(page: Page, report: Report) -> list[str]:
    lesser = plural(len(report.incidents), "lesser incident")
    more = f", {lesser} below" if report.incidents else ""
    return [
        *page.paragraph(f"{headline(report)}{more}.", 0, bold=True),
        *page.paragraph(f"Read: {whole(report.sources)}.", 0),
    ]


def _index(page: Page, report: Report) -> list[str]:
    """What there is, where one screen cannot hold all of it."""
    major = [i for i in report.incidents if not is_lesser(i)]
    read = whole(report.sources)
    lines = page.paragraph(f"{plural(len(major), 'incident')} in {read}", 0, bold=True)
    for incident in major:
        lines += page.severity_line(incident.severity, incident.title, 2)
    return lines
