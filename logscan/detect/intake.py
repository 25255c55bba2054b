"""One source on its way into the tally: blocks to records to events to hits."""

from __future__ import annotations

from collections.abc import Iterator

from logscan.detect.closing import Closing
from logscan.detect.correlate import End
from logscan.detect.dating import Dating
from logscan.detect.looks import Looks
from logscan.detect.narrowing import Narrowing
from logscan.detect.prose import Quotes
from logscan.detect.repeats import Repeats
from logscan.detect.repertoire import Repertoire
from logscan.detect.scans import HEAD_ENTRIES, Format, Scans, entries
from logscan.detect.tally import Tally
from logscan.model import Block, Clock, Event, SourceSummary
from logscan.records import IN_ONE_LINE, Framed, Framer, cutter
from logscan.rulebook.rules import Nearby, Rulebook, Table

FOLDED = "yaml-documents"
"""The entries in which a text may be broken into lines anywhere, even within a literal."""
TAIL = 16 * 1024
"""The last bytes of a source, in which its last time is looked for."""
WITH_NEIGHBOURS = 50
"""Of so many hits of each matcher the lines around are kept, as context of the evidence."""


class Bounds:
    """The times between which events count; None is no bound."""

    def __init__(self, since: float | None = None, until: float | None = None) -> None:
        self.since = since
        self.until = until

    @property
    def are_open(self) -> bool:
        """Whether every time counts."""
        return self.since is None and self.until is None

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
        self.framer = Framer(name, self.cut, form.peel, self.scan.prefilter, scans.nearby)
        self.closing = Closing(rulebook, self.scan, self.framer.closed)
        self.matching = scans.matching
        self._everywhere = self._calling(self.scan.table)
        self._nearby = self._calling(rulebook.nearby)
        self.dating = Dating()
        self.looks = Looks(rulebook)
        self.others = 0
        """Records of another service than the one asked for, or of none."""
        self.bytes = 0
        self._tail = b""
        self._end: End | None = None
        self._highest = 0
        """The last line of a source that was turned round."""
        self._first = self._first_time(head)
        self._quotes = Quotes(form.negative)
        self.repeats: Repeats | None = None
        if not (self.service or form.prose) and self.bounds.are_open:
            repertoire = Repertoire(name, number, form, self.scan.table, self.matching, tally)
            self.repeats = Repeats(repertoire, tally, self.dating, self.looks, self.scan.prefilter)
            self.framer.short = self.repeats

    def _calling(self, table: Table | Nearby) -> Table | Nearby | Narrowing:
        """What gives the calls of a record's factors."""
        return table if self.cut.name == FOLDED else self.matching.narrowing(table)

    def feed(self, block: Block) -> bool:
        """Take one block; says whether something that matters was found."""
        if not block.data:
            return False
        self._end = None
        self.bytes += len(block.data)
        if block.numbers is not None:
            if not self._highest:  # turned round, so its head is its end
                self._first = self._first_time(block.data)
            self._highest = max(self._highest, max(block.numbers, default=0))
        self._tail = (self._tail + block.data[-TAIL:])[-TAIL:]
        if self.form.prose:
            block = block._replace(data=self._quotes.evidence(block.data))
        return self._take(self.framer.feed(block))

    def flush(self) -> bool:
        """Take what nothing more will continue."""
        self._end = None
        return self._take(self.framer.flush())

    def _take(self, framed: Iterator[Framed]) -> bool:
        found = False
        for each in framed:
            found |= self._take_one(each)
        return found

    def _take_one(self, framed: Framed) -> bool:
        event = self.form.event(framed.record, framed.parts)
        event = self.dating.timed(event, framed.stamped, around=framed.around)
        if not self.bounds.hold(event.time):
            return False
        if self.service and event.service != self.service:
            self.others += 1
            return False
        calling = self._nearby if framed.around else self._everywhere
        outcome = self.matching.outcome(event, calling.called(framed.record.factors))
        if outcome.blown:
            self.tally.blown += outcome.blown
        if not outcome.held and not outcome.meaning.unexplained:
            return False
        if self.tally.least(outcome.held) < WITH_NEIGHBOURS:
            event = _with_neighbours(event, framed)
        self.tally.add(event, outcome, self.number)
        self.closing.take(outcome)
        if framed.around:
            return True
        if outcome.meaning.signatures:
            self.framer.look_around(self.looks.reach(outcome.meaning.signatures, event.time))
        dated = event.time is not None and framed.stamped is None
        lasts = not self.closing.may_close(outcome, framed.record.factors)
        if self.repeats is not None and dated and lasts:
            self.repeats.repertoire.saw(framed, event, outcome)
        return True

    @property
    def is_in_storm(self) -> bool:
        """Whether blocks are scanned only for what is left of them, so not ahead."""
        return self.repeats is not None and self.repeats.is_sifting

    def settle(self) -> None:
        """Hand on what was only counted so far; to be called before the tally is read."""
        if self.repeats is not None:
            self.repeats.settle()

    def _first_time(self, data: bytes) -> float | None:
        for text in entries(self.cut.name, data[:65536])[:HEAD_ENTRIES]:
            time = self.form.peel(text).time
            if time is not None:
                return time
        return None

    def end(self) -> End:
        """The last time and line of the source, as far as it was read."""
        if self._end is None:
            self._end = self._look_at_end()
        return self._end

    def _look_at_end(self) -> End:
        lines = self._highest or self.framer.lines
        tail = entries(self.cut.name, self._tail)
        times = [self.form.peel(text).time for text in tail[-40:]]
        known = [time for time in times if time is not None]
        last = max(known, default=None)
        if self.dating.latest is not None:
            last = max(last or self.dating.latest, self.dating.latest)
        return End(last, lines)

    def summary(self, problems: tuple[str, ...]) -> SourceSummary:
        """What is said about the source."""
        end = self.end()
        first = self._first
        clock: Clock = "undated"
        if end.time is not None:
            clock = self.dating.last[1] if self.dating.last else "known"
        if first is not None and end.time is not None:
            first = min(first, end.time)
        name = f"{self.form.name}, quoted in prose" if self.form.prose else self.form.name
        if self.cut.name == IN_ONE_LINE:
            name = f"{name}, all in one line (its entries are numbered)"
        return SourceSummary(
            self.name, name, end.line, self.bytes, first, end.time, clock, problems
        )


def _with_neighbours(event: Event, framed: Framed) -> Event:
    before, after = framed.neighbours()
    return event._replace(record=event.record._replace(before=before, after=after))
