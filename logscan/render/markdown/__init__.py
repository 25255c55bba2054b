"""The report as GitHub-flavoured Markdown: sections that go into a postmortem as they are."""

from __future__ import annotations

from logscan.model import Report

NAME = "markdown"
TITLE = "for a postmortem or an issue"


def render(report: Report, *, alone: bool = False, **_: object) -> str:
    """The report with one section per incident; `alone` leaves out what concerns the whole scan."""
    from logscan.render.markdown.document import document

    return document(report, alone=alone)
