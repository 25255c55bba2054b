"""The format of a source: takes entries apart and reads records."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from logscan.model import Clock, Event, Peeled, Record, Value
from logscan.parsers import stacks, tracebacks
from logscan.parsers.grammar import Grammar, JsonGrammar, Layer, Stamp
from logscan.parsers.levels import number
from logscan.parsers.peeling import kind_of, layout_of, take_off
from logscan.parsers.prose import HEADING, is_negative, unquote
from logscan.parsers.stamps import access, iso, settle
from logscan.patterns import pattern

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

LONGEST_KNOWN = 200
MOST_KNOWN = 5000
_MARGIN = (" ", "\t")
STATUS = "http.response.status_code"
_REQUEST = pattern(r'"(?:[A-Z]{3,9}|WebSocket) [^"\n]{1,4000}" [\[\d]')


@dataclass(frozen=True, eq=False)
class Format:
    """What was decided about a source from its head; every method is a pure function."""

    name: str
    """Envelope and layout, such as "railway+gunicorn", "cloud-logging", "plain"."""
    platform: str = ""
    recognised: bool = False
    prose: bool = False
    """Whether the source is a Markdown report that quotes log lines."""
    shape: str = "lines"
    """What one entry is: "lines", "json" (an object), "yaml" (a document), "csv" (a row)."""
    envelopes: tuple[Grammar | JsonGrammar, ...] = ()
    layouts: tuple[Grammar, ...] = ()
    """The usual ones of the source that one line can tell."""
    columns: tuple[str, ...] = ()
    tz: ZoneInfo | None = None
    year: int | None = None
    headings: re.Pattern[str] = field(default=HEADING, repr=False)
    """Matches any heading or label of a report; ask `negative` of those."""
    _known: dict[str, Peeled] = field(default_factory=dict, repr=False)
    """Continuations that were taken apart before."""

    def peel(self, entry: str) -> Peeled:
        """The entry without what the platform wrapped around it; never raises."""
        # The lines of a stack come again and again, and have no stamp that tells them apart.
        is_continuation = entry[:1] in _MARGIN and len(entry) <= LONGEST_KNOWN
        known = self._known.get(entry) if is_continuation else None
        if known is not None:
            return known
        found = self._peeled(entry)
        if is_continuation:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[entry] = found
        return found

    def _peeled(self, entry: str) -> Peeled:
        text = unquote(entry) if self.prose else entry
        if self.shape in ("yaml", "csv"):
            from logscan.parsers import tables

            text = tables.as_json(text, self.shape, self.columns)
        core = take_off(text, self.envelopes, self.layouts)
        kind, inner = kind_of(core, self.layouts)
        stamp = core.stamp or inner
        return Peeled(
            core.rest,
            kind,
            self._settle(stamp),
            stamp.zoned if stamp else True,
            core.attributes,
            core.enveloped,
        )

    def clocks(self) -> tuple[Callable[[str], float | None], ...]:
        """Ways to read a printed time into seconds since the epoch, as the source may mean it."""

        def utc(text: str) -> float | None:
            return self._settle(iso(text, utc=True))

        return (
            lambda text: self._settle(iso(text)),
            lambda text: self._settle(access(text)),
            utc,
        )

    def _settle(self, stamp: Stamp | None) -> float | None:
        if stamp is None or (stamp.zoned and stamp.dated):
            return stamp.seconds if stamp else None
        return settle(stamp, self.tz, self.year)

    def event(self, record: Record, parts: Sequence[Peeled]) -> Event:
        """What a record says, `parts` being its entries as `peel` gave them; never raises."""
        message = "\n".join(part.rest for part in parts)
        found: dict[str, Value] = {}
        for part in reversed(parts):
            found |= part.attributes
        structured = found.get("severity_text")
        laid = layout_of(message, self.layouts) if message else None
        if laid is not None:
            grammar, layer = laid
            tail = "" if grammar.spans or "\n" not in message else message.partition("\n")[2]
            found |= layer.attributes
            message = f"{layer.rest}\n{tail}" if tail else layer.rest
            found |= self._access_within(layer)
        found |= _exception(message)
        if structured:
            found["severity_text"] = structured
        time, clock = _clock(parts)
        return Event(record, time, clock, _severity(found), message, found)

    def _access_within(self, layer: Layer) -> Mapping[str, Value]:
        """What an access line says that stands behind another layout's prefix."""
        if STATUS in layer.attributes or not _REQUEST.search(layer.rest):
            return {}
        inner = layout_of(layer.rest, self.layouts)
        return inner[1].attributes if inner and STATUS in inner[1].attributes else {}

    def negative(self, line: str) -> bool:
        """Whether a line of a report opens a part about what must not, or no longer, appear.

        The lines below it are then to be skipped up to the next one that is not negative; see
        `prose`.
        """
        return self.prose and is_negative(line)


def _clock(parts: Sequence[Peeled]) -> tuple[float | None, Clock]:
    """The first time among the entries and how well it is known."""
    for part in parts:
        if part.time is not None:
            return part.time, "known" if part.zoned else "assumed"
    return None, "undated"


def _severity(attributes: Mapping[str, Value]) -> int | None:
    """The severity number of the program's own level."""
    word = attributes.get("severity_text")
    return number(str(word)) if word is not None else None


def _exception(message: str) -> dict[str, Value]:
    """The exception in a text, looked for only where one may be."""
    if (
        "Traceback (most recent call last)" in message
        or 'File "' in message
        or "Fatal Python error" in message
        or "most recent call first" in message
    ):
        return tracebacks.attributes(message)
    if "\n" in message and " at " in message:
        return stacks.attributes(message)
    return tracebacks.alone(message) if message[:1].isalpha() else {}


@lru_cache(maxsize=8)
def zone(name: str) -> ZoneInfo:
    """The time zone of a name; raises ValueError or KeyError (ZoneInfoNotFoundError)."""
    from zoneinfo import ZoneInfo  # few need it, and it is slow to import

    return ZoneInfo(name)
