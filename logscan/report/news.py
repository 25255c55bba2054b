"""Which incidents are news: those not told before, or about which more is known now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from logscan.model import SEVERITIES, Incident


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
