"""How times, spans, counts and degrees of certainty are said, alike in every form for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from logscan.model import (
    Cause,
    Clock,
    Finding,
    Incident,
    Reason,
    Reference,
    Step,
)

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


def advice(incident: Incident) -> Remedy | None:
    """The remedy, unless it is that of a hypothesis for which nothing in the log speaks, or against
    which something does."""
    found = remedy(incident)
    if found is None or not found.provisional:
        return found
    return found if found.cause.reasons_for and not found.cause.reasons_against else None


def answer(incident: Incident) -> list[tuple[str, str]]:
    """Why, what to do, how to see that it is fixed: a label and a sentence each."""
    found, decided = advice(incident), decided_by(incident)
    if found is None:
        titles = "; ".join(cause.title for cause in possible(incident)[:3])
        return [("Why", f"not known; possible: {titles}" if titles else "not known")]
    told = [("Find out", decided)] if decided and not incident.cause else []
    cause = found.cause
    sure = f"{cause.title} ({CONFIDENCE[cause.confidence]})"
    why = f"not proven; perhaps: {cause.title}" if found.provisional else sure
    fix = [("If so" if found.provisional else "Fix", cause.fix.summary)] if cause.fix else []
    check = first_check(cause)
    return [("Why", why), *told, *fix, *([("Check", check)] if check else [])]


def possible(incident: Incident) -> list[Cause]:
    """The hypotheses against which nothing in the log speaks."""
    return [cause for cause in incident.hypotheses if not cause.reasons_against]


def ruled_out(incident: Incident) -> list[Cause]:
    """The hypotheses that the log refutes."""
    return [cause for cause in incident.hypotheses if cause.reasons_against]


def not_ruled_out(incident: Incident) -> list[Cause]:
    """Beside a named cause: others for which two things in the log speak, and nothing against."""
    if incident.cause is None:
        return []
    return [cause for cause in possible(incident) if len(cause.reasons_for) > 1]


def references(incident: Incident) -> list[Reference]:
    """Where the shown claims come from, each once."""
    found = advice(incident)
    causes = [*([found.cause] if found else []), *not_ruled_out(incident)]
    return list({r.url: r for cause in causes for r in cause.references}.values())


def decided_by(incident: Incident) -> str:
    """The line or test that would decide between hypotheses, or nothing."""
    return incident.decided_by or next((c.decided_by for c in incident.hypotheses), "")


def first_check(cause: Cause) -> str:
    """What must be seen, or else what must be gone, before it counts as fixed."""
    verify = cause.verify
    if verify is None:
        return ""
    seen = [*verify.present, *verify.hold]
    return seen[0] if seen else f"no longer: {verify.absent[0]}" if verify.absent else ""


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
    length = (last or 0) - (first or 0)
    lasted = [duration(length)] if length >= 1 else []
    lasted += ["up to the end of the log"] if incident.ongoing else []
    told = f" ({', '.join(lasted)})" if lasted else ""
    return f"{span(first, last)}{zone(incident.clock)}{told}"


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
    count = f"at least {plural(affected.requests, 'request')}" if affected.requests else ""
    more = len(affected.routes) - 3
    routes = ", ".join(affected.routes[:3]) + (f" and {more} more" if more > 0 else "")
    told = " to ".join(part for part in (count, routes) if part)
    return "Affected: " + told if told else ""


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
