"""The report for a terminal: the answer on the first screen, proof and detail below it."""

from __future__ import annotations

from logscan.model import Report

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
    from logscan.render.terminal.page import Page
    from logscan.render.terminal.screen import screen

    return screen(Page(max(40, min(width, 100)), color, verbosity), report, alone=alone)
