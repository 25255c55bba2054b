"""The span of time that a user asks for: absolute bounds, or counted from the log's last time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from logscan.detect.tally import Tally
from logscan.errors import UsageError

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


@dataclass(frozen=True, slots=True)
class Span:
    """Bounds as Unix seconds, or as seconds before the log's last time."""

    since: float | None = None
    until: float | None = None
    since_ago: float | None = None
    until_ago: float | None = None

    @classmethod
    def read(cls, since: str | None, until: str | None) -> Span:
        """Understand `2026-05-01T10:00Z` and `1h`. Raises UsageError for anything else."""
        from_, from_ago = _moment(since, "--since")
        to, to_ago = _moment(until, "--until")
        return cls(from_, to, from_ago, to_ago)

    @property
    def year(self) -> int | None:
        """The year that stamps without one belong to, where a bound tells it."""
        bound = self.until if self.until is not None else self.since
        return datetime.fromtimestamp(bound, UTC).year if bound is not None else None

    def cut(self, tally: Tally, ends: Sequence[float | None]) -> Tally:
        """The tally without what lies outside of bounds that count from the last time."""
        last = max((end for end in ends if end is not None), default=None)
        if last is None or (self.since_ago is None and self.until_ago is None):
            return tally
        low = last - self.since_ago if self.since_ago is not None else float("-inf")
        high = last - self.until_ago if self.until_ago is not None else float("inf")
        return _between(tally, low, high)


def _between(tally: Tally, low: float, high: float) -> Tally:
    cut = Tally(blown=tally.blown, twice=tally.twice, more_shapes=tally.more_shapes)
    for matcher, series in tally.series.items():
        kept = series.within(low, high)
        if kept.count:
            cut.series[matcher] = kept
    for id_, pace in tally.paces.items():
        inside = pace.within(low, high)
        if inside.bins:
            cut.paces[id_] = inside
    for name, shape in tally.shapes.items():
        if shape.last is None or low <= shape.last <= high:
            cut.shapes[name] = shape
    return cut


def _moment(text: str | None, flag: str) -> tuple[float | None, float | None]:
    if text is None:
        return None, None
    ago = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhdw])(?:\s+ago)?", text.strip())
    if ago:
        return None, float(ago[1]) * UNITS[ago[2]]
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            f"{flag} {text!r}: give a time such as 2026-05-01T10:00Z, or a span such as 1h or 30m "
            "that counts from the log's last time"
        ) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp(), None
