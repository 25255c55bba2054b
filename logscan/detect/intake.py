"""One source on its way into the tally: blocks to records to events to hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from logscan.detect.correlate import End
from logscan.detect.match import FACT, SIGNATURE, Memory, match, match_around
from logscan.detect.prose import Quotes
from logscan.detect.scans import HEAD_ENTRIES, Format, Scans, entries
from logscan.detect.tally import Tally
from logscan.model import Block, Clock, Event, Hit, SourceSummary
from logscan.records import Framed, Framer, cutter
from logscan.rulebook.rules import Rulebook

LATE_SECONDS = 5.0
TAIL = 16 * 1024
"""The last bytes of a source, in which its last time is looked for."""
WIDE, CLOSE = 12 * 1024, 2 * 1024
"""Bytes to each side of a hit in which its neighbours are looked at."""
WIDE_LOOKS, CLOSE_LOOKS = 8, 2000
"""So many hits of a signature are looked around, hour by hour."""
ENOUGH_FACTS = 20
"""After so many times a setting is not looked for any more in a source."""
WITH_NEIGHBOURS = 50
"""Of so many hits of each matcher the lines around are kept, as context of the evidence."""


class Bounds:
    """The times between which events count; None is no bound."""

    def __init__(self, since: float | None = None, until: float | None = None) -> None:
        self.since = since
        self.until = until

    def hold(self, time: float | None) -> bool:
        """Whether an event at that time counts; one without a time does."""
        if time is None:
            return True
        return (self.since is None or time >= self.since) and (
            self.until is None or time <= self.until
        )


class Intake:
    """Takes the blocks of one source in; its hits go to a tally that others may share."""

    def __init__(
        self,
        name: str,
        number: int,
        head: bytes,
        form: Format,
        rulebook: Rulebook,
        scans: Scans,
        tally: Tally,
        bounds: Bounds | None = None,
        service: str = "",
    ) -> None:
        self.name = name
        self.number = number
        self.form = form
        self.rulebook = rulebook
        self.tally = tally
        self.bounds = bounds or Bounds()
        self.service = service
        self.cut = cutter(head)
        self.scan = scans.of(form, self.cut.name, head)
        self.framer = Framer(name, self.cut, form.peel, self.scan.prefilter)
        self.framer.closed.update(*self.scan.followers.values())
        self.arrival: float | None = None
        """The time that stands in for events without any, where lines are read as they come."""
        self.late = 0
        self.others = 0
        """Records of another service than the one asked for, or of none."""
        self._memory = Memory()
        self._facts: dict[str, int] = {}
        self._looks: dict[tuple[str, int], int] = {}
        self.bytes = 0
        self._last_block = Block(b"", 1)
        self._tail = b""
        self._highest = 0
        """The last line of a source that was turned round."""
        self._last: tuple[float, Clock] | None = None
        self._latest: float | None = None
        self._first: float | None = None
        self._looked = False
        self._quotes = Quotes(form.negative)

    def feed(self, block: Block) -> bool:
        """Take one block; says whether something that matters was found."""
        if not block.data:
            return False
        self.bytes += len(block.data)
        self._last_block = block
        if block.numbers is not None:
            self._highest = max(self._highest, max(block.numbers, default=0))
        self._tail = (self._tail + block.data[-TAIL:])[-TAIL:]
        if not self._looked:
            self._first, self._looked = self._first_time(block.data), True
        if self.form.prose:
            block = block._replace(data=self._quotes.evidence(block.data))
        return self._take(self.framer.feed(block))

    def flush(self) -> bool:
        """Take what nothing more will continue."""
        return self._take(self.framer.flush())

    def _take(self, framed: Iterator[Framed]) -> bool:
        found = False
        for each in framed:
            found |= self._take_one(each)
        return found

    def _take_one(self, framed: Framed) -> bool:
        event = self._timed(self.form.event(framed.record, framed.parts), framed)
        if not self.bounds.hold(event.time):
            return False
        if self.service and event.service != self.service:
            self.others += 1
            return False
        if framed.around:
            matched = match_around(event, self.number, self.rulebook)
        else:
            matched = match(event, self.number, self.rulebook, self.scan.table, self._memory)
        self.tally.blown += matched.blown
        if not matched.hits:
            return False
        hits = matched.hits
        if any(self.tally.count(hit.matcher) < WITH_NEIGHBOURS for hit in hits):
            event = _with_neighbours(event, framed)
            hits = tuple(hit._replace(event=event) for hit in hits)
        self.tally.add(event, hits, self.number)
        for hit in hits:
            if hit.matcher.startswith(FACT):
                self._told(hit.matcher)
            else:
                awake = self.scan.followers.get(hit.matcher.removeprefix(SIGNATURE))
                self.framer.closed.difference_update(awake or ())
        reach = 0 if framed.around else self._reach(matched.hits)
        if reach:
            self.framer.look_around(reach)
        return True

    def _told(self, matcher: str) -> None:
        """A setting that was told often enough is no longer looked for in this source."""
        rule = self.rulebook.facts[matcher.removeprefix(FACT)]
        if rule.kind != "fact":
            return
        seen = self._facts[matcher] = self._facts.get(matcher, 0) + 1
        if seen != ENOUGH_FACTS:
            return
        for number, callers in enumerate(self.scan.table.calls):
            if all(self._facts.get(caller.id, 0) >= ENOUGH_FACTS for caller in callers):
                self.framer.closed.add(number)

    def _reach(self, hits: Iterable[Hit]) -> int:
        """How far the neighbours are of interest, in bytes.

        The first hits of a signature in each hour are looked at more widely; later ones only where
        ordinary lines beside them may call them off.
        """
        reach = 0
        for hit in hits:
            if not hit.matcher.startswith(SIGNATURE) or hit.matcher.count("/") > 1:
                continue
            key = hit.matcher, int((hit.time or 0.0) // 3600)
            seen = self._looks[key] = self._looks.get(key, 0) + 1
            if seen <= WIDE_LOOKS:
                return WIDE
            rule = self.rulebook.signatures[hit.matcher.removeprefix(SIGNATURE)]
            if rule.careful and seen <= CLOSE_LOOKS:
                reach = CLOSE
        return reach

    def _timed(self, event: Event, framed: Framed) -> Event:
        """The event with the time of its neighbour where it has none of its own."""
        if event.time is not None:
            if framed.around:
                return event
            if self._latest is not None and event.time < self._latest - LATE_SECONDS:
                self.late += 1
            self._latest = max(self._latest or event.time, event.time)
            self._last = (event.time, event.clock)
            return event
        stamped = framed.stamped
        if stamped is not None and stamped.time is not None:
            clock: Clock = "known" if stamped.zoned else "assumed"
            return event._replace(time=stamped.time, clock=clock)
        if self._last is not None:
            return event._replace(time=self._last[0], clock=self._last[1])
        if self.arrival is not None:
            return event._replace(time=self.arrival, clock="arrival")
        return event

    def _first_time(self, data: bytes) -> float | None:
        for text in entries(self.cut.name, data[:65536])[:HEAD_ENTRIES]:
            time = self.form.peel(text).time
            if time is not None:
                return time
        return None

    def end(self) -> End:
        """The last time and line of the source, as far as it was read."""
        block = self._last_block
        lines = block.line - 1 + block.data.count(b"\n")
        if block.data and not block.data.endswith(b"\n"):
            lines += 1
        lines = self._highest if block.numbers is not None else lines
        tail = entries(self.cut.name, self._tail)
        times = [self.form.peel(text).time for text in tail[-40:]]
        known = [time for time in times if time is not None]
        last = max(known, default=None)
        if self._latest is not None:
            last = max(last or self._latest, self._latest)
        return End(last, lines)

    def summary(self, problems: tuple[str, ...]) -> SourceSummary:
        """What is said about the source."""
        end = self.end()
        first = self._first
        clock: Clock = "undated"
        if end.time is not None:
            clock = self._last[1] if self._last else "known"
        if first is not None and end.time is not None:
            first = min(first, end.time)
        name = f"{self.form.name}, quoted in prose" if self.form.prose else self.form.name
        return SourceSummary(
            self.name, name, end.line, self.bytes, first, end.time, clock, problems
        )


def _with_neighbours(event: Event, framed: Framed) -> Event:
    before, after = framed.neighbours()
    return event._replace(record=event.record._replace(before=before, after=after))
