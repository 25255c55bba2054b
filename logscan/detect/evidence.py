"""The line that shows a hit: found in its record, with its place and surroundings."""

from __future__ import annotations

from collections.abc import Sequence

from logscan.model import Event, Evidence, Hit
from logscan.rulebook.conditions import Blown
from logscan.rulebook.rules import Matcher

LONGEST = 2000
CONTEXT = 2


def evidence(hit: Hit, matcher: Matcher | None) -> Evidence:
    """The evidence for a hit: the first line of its record on which the matcher still holds."""
    record = hit.event.record
    lines = hit.event.message.split("\n")
    index = _index(hit.event, lines, matcher)
    if len(record.entries) > 1 and not _is_json(record.entries[0]):
        at = min(index, len(record.entries) - 1)
        shown = record.entries
    else:
        at, shown = (
            index,
            tuple(lines) if len(lines) > 1 or _is_json(record.text) else (record.entries),
        )
        at = min(at, len(shown) - 1)
    line = record.line + at if len(record.entries) > 1 and shown is record.entries else record.line
    around = (*record.before, *shown, *record.after)
    place = len(record.before) + at
    return Evidence(
        record.source,
        line,
        shown[at][:LONGEST],
        tuple(text[:LONGEST] for text in around[max(place - CONTEXT, 0) : place]),
        tuple(text[:LONGEST] for text in around[place + 1 : place + 1 + CONTEXT]),
        hit.time,
    )


def sample(hits: Sequence[Hit], first: int = 3, last: int = 1) -> list[Hit]:
    """The first few and the last of some hits."""
    if len(hits) <= first + last:
        return list(hits)
    return [*hits[:first], *hits[-last:]]


def _index(event: Event, lines: Sequence[str], matcher: Matcher | None) -> int:
    """The number of the line on which the matcher holds; else that of the exception, else 0."""
    if len(lines) == 1:
        return 0
    if matcher is not None:
        for index, line in enumerate(lines):
            try:
                if matcher.test(_narrowed(event, line)) is not None:
                    return index
            except Blown:
                break
    return _exception_line(event, lines)


def _exception_line(event: Event, lines: Sequence[str]) -> int:
    kind = str(event.attributes.get("exception.type", ""))
    if not kind:
        return 0
    found = [index for index, line in enumerate(lines) if line.lstrip(" |").startswith(kind)]
    return found[-1] if found else 0


def _narrowed(event: Event, line: str) -> Event:
    """The event as if it consisted of one line: what was read from other lines is left out."""
    narrow = {
        name: value
        for name, value in event.attributes.items()
        if not (name.startswith("exception.") or name in ("app_frame", "blocked_in"))
        or (isinstance(value, str) and value.split("\n", 1)[0] in line)
    }
    if "exception.stacktrace" in event.attributes:
        narrow["exception.stacktrace"] = line
    record = event.record._replace(entries=(line,))
    return event._replace(message=line, record=record, attributes=narrow)


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[") and text.rstrip()[-1:] in ("}", "]", ",")
