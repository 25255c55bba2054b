"""How times, spans, counts and degrees of certainty are said, alike in every form for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from logscan.model import Cause, Clock, Finding, Incident, Reason, Report, SourceSummary, Step

PLATFORMS = {
    "render": "Render",
    "railway": "Railway",
    "cloudrun": "Google Cloud Run",
    "gcp_cloud_run": "Google Cloud Run",
    "apprunner": "AWS App Runner",
    "aws_app_runner": "AWS App Runner",
    "github-actions": "GitHub Actions",
    "fly": "Fly.io",
    "heroku": "Heroku",
    "kubernetes": "Kubernetes",
    "docker": "Docker",
}
CONFIDENCE = {
    "proven": "proven",
    "supported": "well supported, but no line proves it",
    "hypothesis": "hypothesis",
}
RANKS = {"proves": "proven by", "supports": "supported by", "refutes": "against it"}
BASIS = {
    "official": "official documentation",
    "source": "source code",
    "observed": "observed, not documented",
    "reported": "reported, not confirmed",
}
EFFECTS = {"reads": "only reads", "changes": "makes changes", "costs": "may cost money"}
_CLOCKS = {"assumed": ", zone assumed", "arrival": ", time of arrival"}


class Remedy(NamedTuple):
    """Whose fix, verification and references an incident shows."""

    cause: Cause
    provisional: bool
    """Whether it is only the first hypothesis."""


def remedy(incident: Incident) -> Remedy | None:
    """The named cause, else the first hypothesis, else nothing."""
    if incident.cause:
        return Remedy(incident.cause, False)
    return Remedy(incident.hypotheses[0], True) if incident.hypotheses else None


def moment(time: float | None) -> datetime | None:
    """The time in UTC, or nothing where there is none that a calendar has."""
    try:
        return None if time is None else datetime.fromtimestamp(time, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def stamp(time: float | None, beside: float | None = None) -> str:
    """`2025-12-22 10:14:02`; the date is left out where `beside` has the same one."""
    when, other = moment(time), moment(beside)
    if when is None:
        return "undated"
    return f"{when:%H:%M:%S}" if other and other.date() == when.date() else f"{when:%F %T}"


def span(first: float | None, last: float | None, beside: float | None = None) -> str:
    """`10:14:02 to 10:18:40`, or one time where both are the same second."""
    if moment(first) is None or moment(last) is None:
        return stamp(last if moment(first) is None else first, beside)
    begin, end = stamp(first, beside), stamp(last, first)
    return begin if stamp(first) == stamp(last) else f"{begin} to {end}"


def period(incident: Incident) -> str:
    """Since when and until when, with the clock that says so."""
    first, last = incident.first, incident.last
    if moment(first) is None:
        return "the lines carry no time"
    if incident.ongoing:
        return f"since {stamp(first)}{zone(incident.clock)}, lasts to the end of the log"
    length = (last or 0) - (first or 0)
    lasted = f" ({duration(length)})" if length >= 1 else ""
    return f"{span(first, last)}{zone(incident.clock)}{lasted}"


def zone(clock: Clock) -> str:
    """The zone of a shown time, and how it is known."""
    return " UTC" + _CLOCKS.get(clock, "")


def duration(seconds: float) -> str:
    """`4 min 38 s`: the two largest units."""
    left, parts = round(seconds), []
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        if left >= size:
            parts.append(f"{left // size} {unit}")
            left %= size
    return " ".join(parts[:2]) or "0 s"


def plural(count: int, noun: str) -> str:
    """`1 line`, `2 lines`, `12,345 lines`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def size(count: int) -> str:
    """Bytes in the unit that reads best."""
    for unit, factor in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return plural(count, "byte")


def place(incident: Incident) -> str:
    """`shop-api on Render`, as far as it is known."""
    platform = PLATFORMS.get(incident.platform, incident.platform)
    if incident.service and platform:
        return f"{incident.service} on {platform}"
    return incident.service or (f"on {platform}" if platform else "")


def touched(incident: Incident) -> str:
    """What the incident touched, in a sentence, or nothing."""
    affected = incident.affected
    parts = [plural(affected.requests, "request")] if affected.requests else []
    if affected.routes:
        more = len(affected.routes) - 3
        parts += [", ".join(affected.routes[:3]) + (f" and {more} more" if more > 0 else "")]
    return "Affected: " + ", ".join(parts) if parts else ""


def steps_for(steps: Sequence[Step], platform: str) -> list[Step]:
    """The steps for this platform; all of them where it is not known."""
    return [s for s in steps if not (s.platform and platform) or s.platform == platform]


def group(finding: Finding) -> str:
    """`url.path=/x, process.pid=7`, or nothing."""
    return ", ".join(f"{name}={value}" for name, value in finding.group)


def by_weight(reasons: Sequence[Reason]) -> list[Reason]:
    """Proofs first, then supports, else in the order in which they came."""
    return sorted(reasons, key=lambda reason: list(RANKS).index(reason.rank))


def is_lesser(incident: Incident) -> bool:
    """Whether an incident is only listed at the end."""
    return incident.severity in ("info", "low")


def whole(sources: Sequence[SourceSummary]) -> str:
    """How much was read, and from when to when."""
    times = [
        t for s in sources for t in (s.first, s.last) if moment(t) is not None and t is not None
    ]
    lines = plural(sum(s.lines for s in sources), "line")
    read = f"{lines} ({size(sum(s.bytes for s in sources))}) from {plural(len(sources), 'source')}"
    return f"{read}, {span(min(times), max(times))} UTC" if times else f"{read}, without times"


def unjudged(report: Report) -> list[str]:
    """All that could not be read or judged, as sentences."""
    unread = [f"{item.name}: not read: {item.reason}" for item in report.unreadable]
    problems = [f"{s.name}: {problem}" for s in report.sources for problem in s.problems]
    return [*report.limits, *unread, *problems]
