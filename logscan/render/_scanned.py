"""What is said of a scan as a whole: what was read, what is known, what could not be judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from logscan.model import Deploy, Evidence, Report, SourceSummary
from logscan.render._wording import PLATFORMS, moment, plural, size, span

FORMATS = {"": "plain text", "plain": "plain text", "json-unknown": "JSON of no known logger"}
_TOGETHER = 60.0
"""Seconds between restarts that are told in one line."""


def whole(sources: Sequence[SourceSummary]) -> str:
    """How much was read, and from when to when."""
    times = [
        t for s in sources for t in (s.first, s.last) if moment(t) is not None and t is not None
    ]
    lines = plural(sum(s.lines for s in sources), "line")
    read = f"{lines} ({size(sum(s.bytes for s in sources))}) from {plural(len(sources), 'source')}"
    return f"{read}, {span(min(times), max(times))} UTC" if times else f"{read}, without times"


class Boots(NamedTuple):
    """Deploys or restarts that followed close upon each other, told as one."""

    kind: str
    first: float | None
    last: float | None
    lines: int
    evidence: Evidence


def boots(deploys: Sequence[Deploy]) -> list[Boots]:
    """Deploys and restarts, those of one kind and source that belong together as one."""
    found: list[Boots] = []
    for kind, time, shown in deploys:
        last = found[-1] if found else None
        if (
            last is not None
            and (last.kind, last.evidence.source) == (kind, shown.source)
            and (time or 0.0) - (last.last or 0.0) <= _TOGETHER
        ):
            found[-1] = last._replace(last=time, lines=last.lines + 1)
        else:
            found.append(Boots(kind, time, time, 1, shown))
    return found


def facts(report: Report) -> list[tuple[str, str, str]]:
    """What is known about how the app is run: name, value and where it is told, each once."""
    found: dict[tuple[str, str], str] = {}
    for fact in sorted(report.facts, key=lambda f: not f.line):
        place = f"{fact.source}:{fact.line}" if fact.line else f"the format of {fact.source}"
        name = fact.name.removeprefix("cloud.").replace(".", " ").replace("_", " ")
        value = "yes" if fact.value is True else str(fact.value)
        shown = PLATFORMS.get(value, value) if name == "platform" else value
        found.setdefault((name, shown), place)
    return [(name, value, place) for (name, value), place in found.items()]


def headline(report: Report) -> str:
    """What is said where nothing was found: whether there was anything to find it in."""
    return (
        "No incident found" if any(s.bytes for s in report.sources) else "No verdict: nothing read"
    )


def unjudged(report: Report) -> list[str]:
    """All that could not be read or judged, as sentences."""
    unread = [f"{item.name}: not read: {item.reason}" for item in report.unreadable]
    problems = [f"{s.name}: {problem}" for s in report.sources for problem in s.problems]
    strange = [s.name for s in report.sources if s.bytes and FORMATS.get(s.format) == "plain text"]
    shown = ", ".join(strange[:3]) + (f" and {len(strange) - 3} more" if strange[3:] else "")
    unknown = [f"no log format was recognised, read as plain text: {shown}"] if strange else []
    return [*report.limits, *unknown, *unread, *problems]
