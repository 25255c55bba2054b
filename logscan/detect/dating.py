"""The clock of one source: driven by its relevant events, it lends its time to those without."""

from __future__ import annotations

from collections.abc import Sequence

from logscan.model import Clock, Event, Peeled

LATE_SECONDS = 5.0


class Dating:
    """Gives events their time and knows how far the source has come."""

    def __init__(self) -> None:
        self.late = 0
        """Events that came long after later ones."""
        self.latest: float | None = None
        self.last: tuple[float, Clock] | None = None
        """The time of the last event that had one of its own."""
        self.arrival: float | None = None
        """The time that stands in for events without any, where lines are read as they come."""

    def saw(self, time: float, clock: Clock) -> None:
        """Go on to the time of an event."""
        if self.latest is None or time > self.latest:
            self.latest = time
        elif time < self.latest - LATE_SECONDS:
            self.late += 1
        self.last = (time, clock)

    def saw_run(self, times: Sequence[float], clock: Clock) -> None:
        """Go on to the times of some events, as if to one after the other."""
        latest = max(times) if self.latest is None else max(self.latest, *times)
        if min(times) >= latest - LATE_SECONDS:
            self.latest, self.last = latest, (times[-1], clock)
        else:
            for time in times:
                self.saw(time, clock)

    def timed(self, event: Event, stamped: Peeled | None, *, around: bool) -> Event:
        """The event with the time of its neighbour where it has none of its own."""
        if event.time is not None:
            if not around:
                self.saw(event.time, event.clock)
            return event
        if stamped is not None and stamped.time is not None:
            clock: Clock = "known" if stamped.zoned else "assumed"
            return event._replace(time=stamped.time, clock=clock)
        if self.last is not None:
            return event._replace(time=self.last[0], clock=self.last[1])
        if self.arrival is not None:
            return event._replace(time=self.arrival, clock="arrival")
        return event
