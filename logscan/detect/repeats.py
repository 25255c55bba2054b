"""The short way for a storm: lines that differ from known ones in nothing that a rule looks at.

A line is known by its form and by the factors in it.
Once a form's matchers have enough hits to show, further lines of it are only counted; the last
ones are kept as bytes and read again when somebody asks. What is counted here is what the long way
would have counted: digits that matter (a status code, or whatever a called pattern could tell
apart) are part of what is compared. While a storm lasts, its known lines are not even scanned:
they are taken out of a block and counted in runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence, Set
from operator import itemgetter

from logscan.detect.dating import LATE_SECONDS, Dating
from logscan.detect.heads import Heads
from logscan.detect.lines import END, Lines, TakenOut
from logscan.detect.looks import Looks
from logscan.detect.repertoire import Repertoire
from logscan.detect.sifting import Moment, Sieve
from logscan.detect.sketches import Group
from logscan.detect.tails import keep_last
from logscan.detect.tally import Tally
from logscan.model import COUNT_STEP
from logscan.prefilter import Found, Prefilter
from logscan.records import LINES, SEAM, View
from logscan.records.growing import SETTLED

SHARE = 6
"""Sifting is worth its time where known lines make up one part in so many of a block."""
REST = 16
"""So many blocks are not sifted after one where they are less."""
number_in = itemgetter(1)


class Repeats:
    """The counting of the lines that one source repeats."""

    def __init__(
        self,
        repertoire: Repertoire,
        tally: Tally,
        dating: Dating,
        looks: Looks,
        prefilter: Prefilter,
    ) -> None:
        self.repertoire = repertoire
        self.tally = tally
        self.dating = dating
        self.looks = looks
        self._heads = Heads()
        self._sieve = Sieve(repertoire, prefilter, self._heads)
        self._sifted: TakenOut[Moment] | None = None
        """What was taken out of the block at hand."""
        self._counted = 0
        """How many bytes of the last block were known lines."""
        self._resting = 0
        self.is_sifting = False
        """Whether the last block was sifted."""

    def begin_block(self, size: int) -> bool:
        """Whether so much was known that the next block, of `size` bytes, is worth to be sifted."""
        counted, self._counted = self._counted, 0
        if self.repertoire.gone:
            self.settle()
            self.repertoire.gone.clear()
        self.is_sifting = not self._resting and counted * SHARE >= size
        self._resting -= self._resting > 0
        return self.is_sifting

    def sift(self, view: View, start: int, closed: Set[int]) -> bytes | None:
        """Take the known lines out of the buffer from `start` on; what is left is to be scanned."""
        data = view.data
        low = data.find(b"\n", start + SEAM) + 1
        high = data.rfind(b"\n", 0, view.last_settled(SETTLED)) + 1
        if view.cut is not LINES or not low or high <= low:
            return None
        lines = Lines(view, low, high)
        known = self._sieve.known(lines, closed)
        strayed = {group for group, time in set(known.values()) if time // 3600.0 != group.hour}
        if strayed:
            known = {line: each for line, each in known.items() if each[0] not in strayed}
        self._counted = sum(map(len, map(lines.whole.__getitem__, known)))
        if self._counted * SHARE < len(data) - start:
            self._resting = REST
        self._sifted = TakenOut(lines, known)
        return b"".join((data[start:low], lines.blanked(known), data[high:]))

    def hides(self, end: int) -> bool:
        """Whether known lines before an offset were taken out and not counted yet."""
        return self._sifted is not None and self._sifted.begin < end

    def skim(
        self, view: View, places: Sequence[Found], at: int, done: int, closed: Set[int]
    ) -> tuple[int, int]:
        """Count what is known, from the place number `at` on.

        Gives the number of the first place that must go the long way, and up to where the buffer
        is done.
        """
        sifted = self._sifted
        if sifted is None:
            if self.repertoire.is_empty:
                return at, done
            return self._skim(view, places, at, done, closed, END)
        while True:
            done = self._pass(sifted, view, done, places[at][0] if at < len(places) else END)
            at, done = self._skim(view, places, at, done, closed, sifted.begin)
            begin = sifted.begin
            if begin == END or (at < len(places) and places[at][0] < begin):
                return at, done

    def let_go(self) -> None:
        """Forget what was taken out of the block and not counted."""
        self._sifted = None

    def _pass(self, sifted: TakenOut[Moment], view: View, done: int, end: int) -> int:
        """Count the lines that were taken out before an offset, but for what is done already."""
        run = sifted.run(done, end)
        if not run.numbers:
            return done
        counts = Counter(run.known)
        for (group, time), number in counts.items():
            minute = time // 60.0
            if minute != group.minute:
                self._hand_on(group)
                group.minute = minute
            group.run += number
            group.low, group.high = min(group.low, time), max(group.high, time)
        keep_last(run, counts, sifted.lines, self.tally.taken)
        self.dating.saw_run([time for _, time in run.known], run.known[-1][0].clock)
        self.tally.taken += len(run.numbers)
        last = run.numbers[-1]
        start = sifted.lines.start_of(last)
        view.go_on(start, sifted.lines.first + last)
        return start + len(sifted.lines.whole[last]) + 1

    def _skim(
        self,
        view: View,
        places: Sequence[Found],
        at: int,
        done: int,
        closed: Container[int],
        end_of_run: int,
    ) -> tuple[int, int]:
        """Count known lines as `skim` does, but only places before an offset.

        Long, because a call costs as much as the rest of its work here.
        """
        data, start_of, end_of = view.data, view.cut.start, view.cut.end
        in_lines = view.cut is LINES
        limit = view.last_settled(SETTLED)
        dating, find = self.dating, self.repertoire.find
        latest = dating.latest if dating.latest is not None else float("-inf")
        taken, number_of = self.tally.taken, view.number
        counted, lines, size = 0, -1, 0
        group: Group | None = None
        time = 0.0
        number_of_places = len(places)
        while at < number_of_places:
            offset, number = places[at]
            if offset < done or number in closed:
                at += 1
                continue
            if offset > end_of_run:
                break
            start = data.rfind(b"\n", 0, offset) + 1 if in_lines else start_of(data, offset)
            end = data.find(b"\n", start) if in_lines else end_of(data, start)
            if end < 0 or end > limit or start < done - 1:
                break
            stop = at + 1
            while stop < number_of_places and places[stop][0] <= end:
                stop += 1
            raw = data[start:end]
            if raw[-1:] == b"\r":
                raw = raw[:-1]
            found = find(raw, tuple(map(number_in, places[at:stop])))
            if found is None or not (found[0].alone or self._heads.follow(view, end)):
                break
            form, own, stamp = found
            known = form.times.get(stamp) or form.time(stamp)
            if known is None:
                break
            hour = known // 3600.0
            if hour != own.hour:
                if not self.looks.are_over(own.outcome.meaning.signatures, int(hour)):
                    break
                own.hour = hour
            group, time = own, known
            if time > latest:
                latest = time
            elif time < latest - LATE_SECONDS:
                dating.late += 1
            minute = time // 60.0
            if minute != group.minute:
                self._hand_on(group)
                group.minute = minute
            group.run += 1
            if time < group.low:
                group.low = time
            if time > group.high:
                group.high = time
            taken += 1
            if in_lines and lines >= 0 and start - counted <= COUNT_STEP:
                lines += data.count(b"\n", counted, start)
            else:
                if lines >= 0:
                    view.go_on(counted, lines)
                lines = view.index(start)
            counted = start
            group.tail.lates.append((taken, number_of(lines), raw))
            at, done, size = stop, end + 1, size + end - start
        self._counted += size
        self.tally.taken = taken
        if group is not None:
            view.go_on(counted, lines)
            dating.latest = latest
            dating.last = (time, group.clock)
        return at, done

    def _hand_on(self, group: Group) -> None:
        """Give what was counted of one minute to the tally."""
        if group.run:
            self.tally.add_many(group.outcome, group.shape, group.run, group.low, group.high)
        group.run, group.low, group.high = 0, float("inf"), float("-inf")

    def settle(self) -> None:
        """Give all that was counted to the tally."""
        for form in self.repertoire:
            for group in form.groups.values():
                self._hand_on(group)
