"""Log text that tries to break out, and reports in which all log text is such text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from logscan.model import Cause, Deploy, Evidence, Finding, Incident, Report

from .reports import REPORT

often = settings(max_examples=40, deadline=None)
"""For tests that render a whole report per example."""
_PIECES = [
    "`", "``", "```", "~~~", "|", "\\", "<b>", "<!--", "-->", "<script>", "&amp;",
    "[x](http://e.x)",
    "![x](y)", "[^1]", "@octocat", "#12", "GH-1", "http://e.x", "www.e.x", "a@b.co", "# x", "1. x",
    "- x", "- [ ] x", "> x", "---", "===", "***", "__x__", "*x*", "$x$", ":x:", "\x1b[2J",
    "\x1b]8;;",
    "\x9b", "\x07", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2028", "\ud800",
    "\U000e0041",
    "\t",
    "\r", "\n", "\r\n", "\x00", "deadbeef0", " ", "    ", "\ufe0f", "x", "500", "word.", "é", "漢字",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8).map("".join),
    st.text(st.characters(exclude_categories=()), min_size=1, max_size=40),
).filter(str.strip)


def poisoned(text: str) -> Report:
    """The sample with `text` wherever a log's own text may stand."""
    return replace(
        REPORT,
        sources=tuple(replace(s, name=text, problems=(text,)) for s in REPORT.sources),
        unreadable=tuple(item._replace(name=text, reason=text) for item in REPORT.unreadable),
        incidents=tuple(_incident(incident, text) for incident in REPORT.incidents),
        facts=tuple(f._replace(name=text, value=text, source=text) for f in REPORT.facts),
        limits=(text,),
        deploys=(Deploy(text, REPORT.deploys[0].time, _evidence(text)),),
        unexplained=tuple(
            replace(u, shape=text, example=_evidence(text)) for u in REPORT.unexplained
        ),
    )


def _incident(incident: Incident, text: str) -> Incident:
    cause: dict[str, Any] = {"cause": _cause(incident.cause, text)} if incident.cause else {}
    return replace(
        incident,
        title=text,
        service=text,
        findings=tuple(_finding(finding, text) for finding in incident.findings),
        chain=tuple(link._replace(because=text) for link in incident.chain),
        hypotheses=tuple(_cause(item, text) for item in incident.hypotheses),
        contributing=tuple(_cause(item, text) for item in incident.contributing),
        decided_by=text,
        affected=replace(incident.affected, routes=(text,)),
        context=(text,),
        **cause,
    )


def _cause(cause: Cause, text: str) -> Cause:
    return replace(
        cause,
        title=text,
        explain=text,
        prevent=text,
        decided_by=text,
        reasons_for=tuple(
            r._replace(because=text, evidence=_evidence(text)) for r in cause.reasons_for
        ),
        fix=cause.fix._replace(summary=text) if cause.fix else None,
        references=tuple(r._replace(title=text) for r in cause.references),
    )


def _finding(finding: Finding, text: str) -> Finding:
    return replace(
        finding, title=text, note=text, group=((text, text),), evidence=(_evidence(text),) * 2
    )


def _evidence(text: str) -> Evidence:
    return Evidence(text, 7, text, (text,), (text,), 0.0)
