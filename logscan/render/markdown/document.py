"""The whole document: how many incidents, a section each, and what is said of the scan."""

from __future__ import annotations

from logscan.model import Report
from logscan.render._places import folder, local
from logscan.render._scanned import headline, whole
from logscan.render._wording import is_lesser, plural
from logscan.render.markdown.incident import section
from logscan.render.markdown.rest import lesser, rest
from logscan.render.markdown.text import text


def document(report: Report, *, alone: bool) -> str:
    """The report with one section per incident; `alone` leaves out what concerns the whole scan."""
    inside, report = folder(report), local(report)
    major = [i for i in report.incidents if alone or not is_lesser(i)]
    minor = [i for i in report.incidents if not alone and is_lesser(i)]
    lines = [] if alone else _opening(report, len(major))
    for incident in major:
        lines += section(report, incident)
    lines += lesser(minor) if minor else []
    lines += [] if alone else rest(report, inside)
    return "\n".join(lines).strip("\n") + "\n"


def _opening(report: Report, count: int) -> list[str]:
    found = f"{plural(count, 'incident')} found" if count else headline(report)
    read = f"{found}. Read: {whole(report.sources)}."
    return ["# Incident report", "", text(read), ""]
