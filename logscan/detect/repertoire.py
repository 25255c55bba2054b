"""The forms that the lines of one source repeat: learnt from lines that went the long way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from logscan.detect.forms import MOST_GROUPS, Clock, Form, skeleton
from logscan.detect.heads import DIGITS, HEXADECIMAL, LONGEST
from logscan.detect.learning import Line, learn
from logscan.detect.match import Matching, Outcome
from logscan.detect.scans import Format
from logscan.detect.sketches import Forms, Group, Sketch
from logscan.detect.tally import Tally
from logscan.model import Event, Record
from logscan.records import Framed
from logscan.rulebook.rules import Table

MOST_SKETCHES = 20_000
MOST_FORMS = 24
"""So many forms may share a key."""
SIGHTINGS = 3
"""So often a line must be seen before its form is learnt."""


class Repertoire:
    """The forms of one source, by what their lines have in common."""

    def __init__(
        self, source: str, number: int, form: Format, table: Table, matching: Matching, tally: Tally
    ) -> None:
        self.source = source
        self.number = number
        self.form = form
        self.table = table
        self.matching = matching
        self.tally = tally
        self.by_digits: Forms = {}
        """Forms by their lines without digits."""
        self.by_ids: Forms = {}
        """Forms with hexadecimal ids by their lines without hexadecimal digits."""
        self.changed: set[bytes] = set()
        """The keys of forms that came or went; for who remembers something about them."""
        self.gone: list[Form[Group]] = []
        """Forms that went; some of their lines may not be handed on yet."""
        self._clocks = tuple(map(Clock, form.clocks()))
        self._sketches: dict[tuple[bytes, frozenset[int]], Sketch] = {}

    def __iter__(self) -> Iterator[Form[Group]]:
        """Every form, and those that went."""
        return chain(*self.by_digits.values(), *self.by_ids.values(), self.gone)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was seen."""
        return not self._sketches

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
            line = Line(raw, event, framed.parts[0], self.form, self._clocks, calls)
            sketch.hopeless = not line.can_repeat or not self._learn(line, sketch, outcome)

    def find(self, raw: bytes, numbers: tuple[int, ...]) -> tuple[Form[Group], Group, bytes] | None:
        """The form and the group of a line, with its stamp."""
        forms = self.by_digits.get(raw.translate(None, DIGITS))
        if forms is None:
            forms = self.by_ids.get(raw.translate(None, HEXADECIMAL)) if self.by_ids else None
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

    def _sketch(self, key: tuple[bytes, frozenset[int]], tokens: tuple[bytes, ...]) -> Sketch:
        found = self._sketches.get(key)
        if found is None:
            if len(self._sketches) >= MOST_SKETCHES:
                self._forget()
            found = self._sketches[key] = Sketch(tokens)
        return found

    def _forget(self) -> None:
        for forms in chain(self.by_digits.values(), self.by_ids.values()):
            self.gone += forms
        self.changed.update(self.by_digits, self.by_ids)
        for each in (self._sketches, self.by_digits, self.by_ids):
            each.clear()

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
        key = raw.translate(None, HEXADECIMAL if with_ids else DIGITS)
        found = (self.by_ids if with_ids else self.by_digits).setdefault(key, [])
        if before is not None and before in found:
            self.gone.append(before)
            found.remove(before)
        found.append(form)
        self.gone += found[:-MOST_FORMS]
        del found[:-MOST_FORMS]
        self.changed.add(key)

    def _read(self, factors: frozenset[int], line: int, raw: bytes) -> tuple[Event, Outcome]:
        """The event that a line would have been, and what holds of it."""
        text = raw.decode("utf-8", "replace")
        record = Record(self.source, line, (text,), factors)
        event = self.form.event(record, (self.form.peel(text),))
        return event, self.matching.outcome(event, self.table.called(factors))
