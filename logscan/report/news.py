"""Which incidents are news, and when to look for them again while a log is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from logscan.model import SEVERITIES, Incident

PAUSES = 10
"""While much comes in, incidents are worked out anew at most for a tenth of the time."""
UNDECIDED_SECONDS = 0.1
"""So often at most, ordinary lines may show that what should have followed stayed away."""


class Told(NamedTuple):
    """What was said of an incident."""

    severity: int
    cause: str
    findings: frozenset[str]


class News:
    """Remembers what was told, by fingerprint."""

    def __init__(self) -> None:
        self._told: dict[str, Told] = {}

    def of(self, incidents: Iterable[Incident]) -> Iterator[Incident]:
        """The incidents that are new, worse, better explained or have more findings."""
        for incident in incidents:
            now = Told(
                SEVERITIES.index(incident.severity),
                incident.cause.id if incident.cause else "",
                frozenset(finding.id for finding in incident.findings),
            )
            before = self._told.get(incident.id)
            if before is None or _more(now, before):
                self._told[incident.id] = now
                yield incident


def _more(now: Told, before: Told) -> bool:
    return (
        now.severity > before.severity
        or (now.cause != before.cause and bool(now.cause))
        or bool(now.findings - before.findings)
    )


class Rhythm:
    """When to work incidents out anew: once something that matters came, but not all the time.

    The times are seconds of any clock that never goes back.
    """

    def __init__(self) -> None:
        self.stale = False
        """Whether something that matters came since the incidents were worked out."""
        self._undecided = False
        self._next = 0.0

    def due(self, now: float) -> bool:
        """Whether it is time to work them out."""
        if self.stale:
            return now >= self._next
        return self._undecided and now >= self._next + UNDECIDED_SECONDS

    def done(self, incidents: Sequence[Incident], began: float, ended: float) -> None:
        """Take note of what came out, and of how long that took."""
        self.stale = False
        self._undecided = any(f.pending for each in incidents for f in each.findings)
        self._next = ended + PAUSES * (ended - began)

    def left(self, now: float) -> float | None:
        """How long it is until they are due if nothing more comes; None: never."""
        return max(self._next - now, 0.0) if self.stale else None
