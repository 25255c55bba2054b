"""The clock of a made-up app: it is moved by hand and writes its stamps once a second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """A time in milliseconds after START, with the forms in which servers write its second."""

    __slots__ = ("access", "bracket", "iso", "millis", "plain", "seconds")

    def __init__(self) -> None:
        self.millis = 0
        self.set(0)

    def forward(self, millis: int) -> None:
        """Move on, or back where `millis` is negative."""
        self.millis += millis
        if not 0 <= self.millis < 1000:
            self.set(self.seconds + self.millis // 1000)
            self.millis %= 1000

    def set(self, seconds: int) -> None:
        """Go to a second after START and write it anew."""
        self.seconds = seconds
        at = START + timedelta(seconds=seconds)
        self.plain = at.strftime("%Y-%m-%d %H:%M:%S")
        self.iso = self.plain.replace(" ", "T")
        self.bracket = f"{self.plain} +0000"
        self.access = at.strftime("%d/%b/%Y:%H:%M:%S +0000")
