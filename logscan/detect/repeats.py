"""The short way for a storm: lines that differ from known ones in nothing that a rule looks at.

A line is known by its form and by the factors in it.
Once a form's matchers have enough hits to show, further lines of it are only counted; the last
ones are kept as bytes and read again when somebody asks. What is counted here is what the long way
would have counted: digits that matter (a status code, or whatever a called pattern could tell
apart) are part of what is compared.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import partial
from operator import itemgetter

from logscan.detect.dating import LATE_SECONDS, Dating
from logscan.detect.forms import MOST_GROUPS, Form, skeleton
from logscan.detect.learning import Line, learn
from logscan.detect.looks import Looks
from logscan.detect.match import Matching, Outcome
from logscan.detect.scans import Format
from logscan.detect.sketches import Forms, Group, Sketch
from logscan.detect.tally import Tally
from logscan.model import COUNT_STEP, Event, Record
from logscan.prefilter import Found
from logscan.records import LINES, Framed, View
from logscan.records.growing import BEGINNINGS, SETTLED
from logscan.rulebook.rules import Table

LONGEST = 4096
MOST_SKETCHES = 20_000
MOST_KINDS = 20_000
MOST_FORMS = 24
"""So many forms may share a key."""
SIGHTINGS = 3
"""So often a line must be seen before its form is learnt."""
TELLING = 24
"""A shorter line without its digits does not tell what it is."""
DIGITS = b"0123456789"
number_in = itemgetter(1)
HEXADECIMAL = DIGITS + b"abcdef"


class Repeats:
    """The forms that one source repeats, and the counting of their lines."""

    def __init__(
        self,
        source: str,
        number: int,
        form: Format,
        table: Table,
        matching: Matching,
        tally: Tally,
        dating: Dating,
        looks: Looks,
    ) -> None:
        self.source = source
        self.number = number
        self.form = form
        self.table = table
        self.matching = matching
        self.tally = tally
        self.dating = dating
        self.looks = looks
        self._by_digits: Forms = {}
        """Forms by their lines without digits."""
        self._by_ids: Forms = {}
        """Forms with hexadecimal ids by their lines without hexadecimal digits."""
        self._sketches: dict[tuple[bytes, frozenset[int]], Sketch] = {}
        self._heads: dict[bytes, bool] = {}

    def saw(self, framed: Framed, event: Event, outcome: Outcome) -> None:
        """Take note of an event that went the long way; maybe the next one like it need not."""
        record = framed.record
        if len(record.entries) != 1 or record.clipped or len(record.entries[0]) > LONGEST:
            return
        if outcome.blown or not self.tally.is_full(outcome):
            return
        raw = record.entries[0].encode("utf-8", "replace")
        bones, tokens = skeleton(raw)
        sketch = self._sketch((bones, record.factors), tokens)
        if sketch.saw(tokens) >= SIGHTINGS and not sketch.hopeless:
            calls = self.table.called(record.factors)
            line = Line(raw, event, framed.parts[0], self.form, calls)
            sketch.hopeless = not line.can_repeat or not self._learn(line, sketch, outcome)

    def _sketch(self, key: tuple[bytes, frozenset[int]], tokens: tuple[bytes, ...]) -> Sketch:
        found = self._sketches.get(key)
        if found is None:
            if len(self._sketches) >= MOST_SKETCHES:
                self._forget()
            found = self._sketches[key] = Sketch(tokens)
        return found

    def _forget(self) -> None:
        self.settle()
        self._sketches.clear()
        self._by_digits.clear()
        self._by_ids.clear()

    def _learn(self, line: Line, sketch: Sketch, outcome: Outcome) -> bool:
        """Add a form or a group for a line; whether there is hope for others like it."""

        def ids(of: Event) -> tuple[str, ...]:
            return self.matching.outcome(of, line.calls).ids

        form = sketch.form
        if form is None or form.match(line.raw) is None:
            form = learn(line, frozenset(sketch.varied), ids)
        match = form.match(line.raw) if form is not None else None
        factors = line.event.record.factors
        tail = self.tally.tail((self.number, factors, outcome.ids), partial(self._read, factors))
        if form is None or match is None or tail is None:
            return False
        stamp = match[form.stamp + 1]
        if self.tally.several and (b"." in stamp or b"," in stamp):
            return False
        self._replace(sketch, form, line.raw)
        key = form.key(match.groups(), line.raw)
        if key not in form.groups:
            form.groups[key] = Group(outcome, line.event, tail)
        return len(form.groups) < MOST_GROUPS

    def _replace(self, sketch: Sketch, form: Form[Group], raw: bytes) -> None:
        """Put a form in the place of the one that its lines had before."""
        before, sketch.form = sketch.form, form
        if before is form:
            return
        with_ids = any(not token.isdigit() for token in sketch.tokens)
        forms = self._by_ids if with_ids else self._by_digits
        found = forms.setdefault(raw.translate(None, HEXADECIMAL if with_ids else DIGITS), [])
        if before is not None:
            self._settle(before)
            found.remove(before)
        found.append(form)
        del found[:-MOST_FORMS]

    def _read(self, factors: frozenset[int], line: int, raw: bytes) -> tuple[Event, Outcome]:
        """The event that a line would have been, and what holds of it."""
        text = raw.decode("utf-8", "replace")
        record = Record(self.source, line, (text,), factors)
        event = self.form.event(record, (self.form.peel(text),))
        return event, self.matching.outcome(event, self.table.called(factors))

    def skim(
        self, view: View, places: Sequence[Found], at: int, done: int, closed: Container[int]
    ) -> tuple[int, int]:
        """Count what is known, from the place number `at` on.

        Gives the number of the first place that must go the long way, and up to where the buffer
        is done. Long, because a call costs as much as the rest of its work here.
        """
        if not self._sketches:
            return at, done
        data, start_of, end_of = view.data, view.cut.start, view.cut.end
        in_lines = view.cut is LINES
        limit = view.last_settled(SETTLED)
        dating, find = self.dating, self._find
        latest = dating.latest if dating.latest is not None else float("-inf")
        taken, number_of = self.tally.taken, view.number
        counted, lines = 0, -1
        group: Group | None = None
        time = 0.0
        number_of_places = len(places)
        while at < number_of_places:
            offset, number = places[at]
            if offset < done or number in closed:
                at += 1
                continue
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
            if found is None or not (found[0].alone or self._head_follows(view, end)):
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
            if lines >= 0 and start - counted <= COUNT_STEP:
                lines += data.count(b"\n", counted, start)
            else:
                if lines >= 0:
                    view.go_on(counted, lines)
                lines = view.index(start)
            counted = start
            group.tail.lates.append((taken, number_of(lines), raw))
            at, done = stop, end + 1
        self.tally.taken = taken
        if group is not None:
            view.go_on(counted, lines)
            dating.latest = latest
            dating.last = (time, group.clock)
        return at, done

    def _find(
        self, raw: bytes, numbers: tuple[int, ...]
    ) -> tuple[Form[Group], Group, bytes] | None:
        """The form and the group of a line, with its stamp."""
        forms = self._by_digits.get(raw.translate(None, DIGITS))
        if forms is None:
            forms = self._by_ids.get(raw.translate(None, HEXADECIMAL)) if self._by_ids else None
            if forms is None:
                return None
        for form in forms:
            if numbers in form.numbers or form.holds(numbers):
                match = form.match(raw)
                if match is not None:
                    values = match.groups()
                    key = form.key(values, raw) if form.asks else ()
                    group = form.groups.get(key)
                    return (form, group, values[form.stamp]) if group is not None else None
        return None

    def _head_follows(self, view: View, end: int) -> bool:
        """Whether the next entry begins a record, so that it does not continue this one."""
        data, cut = view.data, view.cut
        start = cut.next(data, end)
        stop = cut.end(data, start) if start >= 0 else -1
        if stop < 0 or stop - start > LONGEST:
            return False
        in_json = data[start : start + 1] == b"{"
        key = data[start:stop].translate(None, HEXADECIMAL if in_json else DIGITS)
        found = self._heads.get(key)
        if found is None:
            below = view.span(start)
            found = below is not None and below.part.kind in BEGINNINGS
            if len(key) < TELLING:
                return found
            if len(self._heads) >= MOST_KINDS:
                self._heads.clear()
            self._heads[key] = found
        return found

    def _hand_on(self, group: Group) -> None:
        """Give what was counted of one minute to the tally."""
        if group.run:
            self.tally.add_many(group.outcome, group.shape, group.run, group.low, group.high)
        group.run, group.low, group.high = 0, float("inf"), float("-inf")

    def _settle(self, form: Form[Group]) -> None:
        for group in form.groups.values():
            self._hand_on(group)

    def settle(self) -> None:
        """Give all that was counted to the tally."""
        for forms in (*self._by_digits.values(), *self._by_ids.values()):
            for form in forms:
                self._settle(form)
