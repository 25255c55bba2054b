"""Learns the form of a line from a few lines that went the long way, and tries it.

The line with the shortest and with the longest other digits must lead to the same outcome.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from logscan.detect.forms import TOKEN, Clock, Form, G, Match, Question, Region, question
from logscan.detect.needs import needs
from logscan.detect.scans import Format
from logscan.detect.volatile import is_volatile
from logscan.digits import Look, looks
from logscan.model import Event, Peeled, Record, Value
from logscan.records.grammar import is_access, is_method
from logscan.rulebook.rules import Called, Calls

STAMP = re.compile(
    rb"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})?"
    rb"(?:Z| ?[+-][0-9]{2}:?[0-9]{2}| UTC| GMT)?"
    rb"|[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}[: ][0-9]{2}:[0-9]{2}:[0-9]{2}(?: [+-][0-9]{4})?"
)
TOLD_BY = ("exception.type", "app_frame")
SHORT, LONG = 3, 6
"""Runs of up to so many digits may be replaced by shorter and longer ones up to there."""

Piece = tuple[tuple[int, int], bytes]
"""A part of a line, and the pattern that stands for it."""
Ids = Callable[[Event], tuple[str, ...]]
"""The matchers that hold of an event."""


class Line:
    """A line that went the long way: what a form is learnt from."""

    def __init__(
        self,
        raw: bytes,
        event: Event,
        part: Peeled,
        form: Format,
        clocks: Sequence[Clock],
        calls: Called,
    ) -> None:
        self.raw = raw
        self.event = event
        self.part = part
        self.form = form
        self.clocks = clocks
        self.calls = calls
        self.alone = is_access(part) and not is_method(part)

    @property
    def can_repeat(self) -> bool:
        """Whether it begins a record, in characters that need no decoding, with a time."""
        begins = self.part.kind in ("head", "plain")
        return begins and self.event.time is not None and self.raw.isascii()

    def stamps(self) -> Iterator[tuple[int, int, Clock]]:
        """Places that may be what its time was read from, with a way to read them."""
        for match in STAMP.finditer(self.raw):
            for clock in self.clocks:
                if clock.time(match[0]) == self.event.time:
                    yield (*match.span(), clock)

    def looks(self) -> Iterator[Look]:
        """What the called matchers look at where digits may matter."""
        for each in self.calls:
            for look in _looks(each):
                text = _value(self.event, look.field)
                if look.is_sharp(text) and _may_match(look.wanted, text):
                    yield look

    def whole(self) -> Question | None:
        """What is asked of the whole line."""
        text = self.raw.decode("ascii")
        wanted = [
            look.wanted
            for look in self.looks()
            if look.field in ("message", "raw") and _value(self.event, look.field) == text
        ]
        return question(wanted, str) if wanted else None

    def regions(self) -> Iterator[Region]:
        """Where the values stand of which the called matchers ask something."""
        asked: dict[str, list[Any]] = {}
        for look in self.looks():
            asked.setdefault(look.field, []).append(look.wanted)
        taken: list[tuple[int, int]] = []
        for name, wanted in sorted(asked.items()):
            value = self._plain(name)
            text = str(value).encode()
            if value is None or self.raw.count(text) != 1 or not TOKEN.search(text):
                continue
            start, end = self.raw.index(text), self.raw.index(text) + len(text)
            if len(text) < len(self.raw) and all(end <= s or start >= e for s, e in taken):
                taken.append((start, end))
                yield Region(start, end, question(wanted, type(value)))

    def _plain(self, name: str) -> Value | None:
        return _value(self.event, name) if name == "message" else self.event.attributes.get(name)

    def sharp(self, regions: Sequence[Region]) -> set[str]:
        """The texts in which digits matter, but for those that questions are asked of."""
        told = {self.raw[region.start : region.end].decode() for region in regions}
        told.add(self.raw.decode("ascii"))
        fixed = {str(value) for value in _fixed(self.event) if value is not None}
        return fixed | {_value(self.event, look.field) for look in self.looks()} - told

    def is_like(self, raw: bytes, ids: Ids) -> bool:
        """Whether another line leads to the same outcome."""
        text = raw.decode("ascii")
        part = self.form.peel(text)
        record = Record("", 1, (text,), self.event.record.factors)
        other, event = self.form.event(record, (part,)), self.event
        return (
            (other.time, other.clock, other.severity) == (event.time, event.clock, event.severity)
            and part.kind in ("head", "plain")
            and (is_access(part) and not is_method(part)) == self.alone
            and _fixed(other) == _fixed(event)
            and ids(other) == ids(event)
        )


def learn(line: Line, varied: frozenset[int], ids: Ids) -> Form[G] | None:
    """The form of a line of which some tokens vary; None where it cannot be told."""
    regions = list(line.regions())
    sharp = line.sharp(regions)
    tokens = [m for number, m in enumerate(TOKEN.finditer(line.raw)) if number in varied]
    inside = [m for m in tokens if any(r.start <= m.start() < r.end for r in regions)]
    read = [m for m in tokens if m not in inside and any(m[0].decode() in text for text in sharp)]
    free = [m for m in tokens if m not in inside and m not in read]
    for start, end, clock in line.stamps():
        outside = [m for m in free if m.end() <= start or m.start() >= end]
        asked = [r for r in regions if r.end <= start or r.start >= end]
        probes = tuple(
            _with(line.raw, [*outside, *_alike(inside, asked, line.raw, make)], make)
            for make in (_shortest, _longest)
        )
        if len(asked) == len(regions) and all(line.is_like(probe, ids) for probe in probes):
            return _form(line, (start, end), clock, outside, read, inside, regions)
    return None


def _alike(
    tokens: Sequence[Match], regions: Sequence[Region], raw: bytes, make: Callable[[bytes], bytes]
) -> Iterator[Match]:
    """The tokens of values that lead to the same answers when they are replaced."""
    for region in regions:
        within = [m for m in tokens if region.start <= m.start() < region.end]
        text = raw[region.start : region.end]
        other = _with(raw, within, make)
        grown = len(other) - len(raw)
        if region.ask(other[region.start : region.end + grown]) == region.ask(text):
            yield from within


def _form(
    line: Line,
    stamp: tuple[int, int],
    clock: Clock,
    free: Sequence[Match],
    read: Sequence[Match],
    inside: Sequence[Match],
    regions: Sequence[Region],
) -> Form[G]:
    raw, (start, end) = line.raw, stamp
    pieces = [(m.span(), _class(m[0])) for m in free]
    groups = [
        (m.span(), rb"([0-9]+)" if m[0].isdigit() else rb"([0-9a-f]+)")
        for m in read
        if m.end() <= start or m.start() >= end
    ]
    groups.append((stamp, b"(" + re.sub(rb"[0-9]", rb"[0-9]", re.escape(raw[start:end])) + b")"))
    for region in regions:
        within = [
            (m.span(), _class(m[0])) for m in inside if region.start <= m.start() < region.end
        ]
        text = _pattern(raw, region.start, region.end, within)
        groups.append(((region.start, region.end), b"(" + text + b")"))
    groups.sort()
    whole = line.whole()
    spans = [span for span, _ in groups]
    taken = {spans.index(stamp), *(spans.index((each.start, each.end)) for each in regions)}
    return Form(
        line.event.record.factors,
        raw,
        re.compile(_pattern(raw, 0, len(raw), pieces + groups)).fullmatch,
        spans.index(stamp),
        tuple(place for place in range(len(spans)) if place not in taken),
        tuple((spans.index((region.start, region.end)), region.ask) for region in regions),
        whole,
        clock.times,
        clock.time,
        len(groups) > 1 or whole is not None,
        line.alone,
    )


def _pattern(raw: bytes, start: int, end: int, pieces: Sequence[Piece]) -> bytes:
    """The pattern of a part of a line in which some pieces are replaced by patterns."""
    text = b""
    for (begin, stop), piece in sorted(pieces):
        text += re.escape(raw[start:begin]) + piece
        start = stop
    return text + re.escape(raw[start:end])


def _class(token: bytes) -> bytes:
    if not token.isdigit():
        return rb"[0-9a-f]{%d}" % len(token)
    if len(token) > LONG:
        return rb"[0-9]{%d}" % len(token)
    return rb"[0-9]{1,%d}" % (SHORT if len(token) <= SHORT else LONG)


def _shortest(token: bytes) -> bytes:
    return b"7" if token.isdigit() and len(token) <= LONG else _other(token)


def _longest(token: bytes) -> bytes:
    if not token.isdigit() or len(token) > LONG:
        return _other(token)
    return b"2" * (SHORT if len(token) <= SHORT else LONG)


def _other(token: bytes) -> bytes:
    """Another token of the same length."""
    return token.translate(bytes.maketrans(b"0123456789abcdef", b"1234567893bcdefa"))


def _with(raw: bytes, tokens: Sequence[Match], make: Callable[[bytes], bytes]) -> bytes:
    pieces, at = [], 0
    for match in sorted(tokens, key=lambda m: m.start()):
        pieces += [raw[at : match.start()], make(match[0])]
        at = match.end()
    return b"".join([*pieces, raw[at:]])


@lru_cache(maxsize=4096)
def _looks(calls: Calls) -> tuple[Look, ...]:
    return tuple(look for matcher in calls.matchers for look in looks(matcher.condition))


def _may_match(wanted: Any, text: str) -> bool:
    """Whether a text may match with other digits or ids: it has all else that a pattern needs."""
    if not isinstance(wanted, str):
        return True
    needed, lowered = needs(wanted), text.lower()
    lacked = {
        each
        for each in needed.all_literals()
        if not is_volatile(each, ids=True)
        and (each.literal or "") not in (lowered if each.caseless else text)
    }
    return needed.are_met(lacked)


def _fixed(event: Event) -> list[Value | None]:
    """What an error is told by: it must be the same whatever the digits."""
    return [event.attributes.get(name) for name in TOLD_BY]


def _value(event: Event, name: str) -> str:
    if name == "message":
        return event.message
    if name == "raw":
        return event.record.text
    return str(event.attributes.get(name, ""))
