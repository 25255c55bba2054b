"""Which entries belong to one record: the grammar of log lines, tracebacks and their chains."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from logscan.model import Peeled, Value

ERROR_WORDS = re.compile(
    r"\b(?:ERROR|CRITICAL|FATAL|SEVERE|WARNING|WARN|EXCEPTION)\b"
    r"|(?i:error|exception|failed|traceback|unhandled|critical|fatal)"
)
REQUEST = re.compile(r'"[A-Z]{3,9} [^"\n]{1,4000}" [1-5]\d\d\b')
LOOK_AHEAD = 3


def is_access(part: Peeled) -> bool:
    """Whether an entry is an access line, which nothing continues."""
    return (
        "http.request.method" in part.attributes
        or "http.response.status_code" in part.attributes
        or bool(REQUEST.search(part.rest))
    )


def is_method(part: Peeled) -> bool:
    """Whether an entry is only a method in brackets, whose request stands on the next line."""
    return bool(re.fullmatch(r"\[[A-Z]{3,7}\]\s*", part.rest))


def bears_traceback(part: Peeled) -> bool:
    """Whether a traceback below this entry is its own."""
    return (
        part.kind in ("head", "plain")
        and not is_access(part)
        and bool(ERROR_WORDS.search(part.rest))
    )


Stream = tuple[Value | None, Value | None]
NO_STREAM: Stream = (None, None)


def stream(part: Peeled) -> Stream:
    """The instance and the service that wrote an entry, as far as it says."""
    attributes = part.attributes
    if not attributes:  # as most continuations of a log without envelopes
        return NO_STREAM
    return attributes.get("service.instance.id"), attributes.get("service.name")


def same_stream(one: Peeled, other: Peeled) -> bool:
    """Whether two entries were written by the same instance, as far as they say."""
    return stream(one) == stream(other)


def belongs_above(part: Peeled, above: Peeled, further: Callable[[], Peeled | None]) -> bool:
    """Whether the entry `above` belongs to the record of `part`; `further` is the one above it."""
    if not same_stream(part, above):
        return False
    if part.kind in ("indented", "detail"):
        return _above_continuation(above, further)
    if part.kind == "exception":
        return _above_exception(above, further)
    if part.kind == "traceback":
        return _above_traceback(above, further)
    if part.kind == "chain":
        return above.kind in ("blank", "exception", "indented", "detail")
    if part.kind == "blank":
        known = above.kind in ("indented", "traceback", "exception", "chain", "detail")
        return known or bears_traceback(above)
    return False


def _above_continuation(above: Peeled, further: Callable[[], Peeled | None]) -> bool:
    if above.kind in ("indented", "detail", "traceback", "exception", "chain"):
        return True
    if above.kind == "blank":
        beyond = further()
        return beyond is not None and beyond.kind in ("indented", "exception", "traceback")
    return not is_access(above)


def _above_exception(above: Peeled, further: Callable[[], Peeled | None]) -> bool:
    beyond = further() if above.kind == "blank" else above
    return beyond is not None and beyond.kind in ("indented", "traceback")


def _above_traceback(above: Peeled, further: Callable[[], Peeled | None]) -> bool:
    beyond = further() if above.kind == "blank" else above
    return beyond is not None and (beyond.kind == "chain" or bears_traceback(beyond))


class Growth:
    """Decides entry by entry how far a record goes down from its first entry."""

    def __init__(self, first: Peeled) -> None:
        self.first = first
        self.last = first
        self.open = first.kind in ("traceback", "indented") and "\n" not in first.rest
        self.closed = first.kind in ("exception", "detail") or "\n" in first.rest
        self._stream = stream(first)
        self._is_access = is_access(first)

    def takes(self, part: Peeled, ahead: Callable[[], Iterator[Peeled]]) -> bool:
        """Whether `part` is the next entry of the record; `ahead` are those below it."""
        if part.kind == "head" or stream(part) != self._stream:
            return False
        if self._is_access:
            taken = part.kind == "detail" and self.last is self.first and is_method(self.first)
            self.last = part
            return taken
        taken = self._takes(part, ahead)
        if taken:
            self.last = part
        return taken

    def _takes(self, part: Peeled, ahead: Callable[[], Iterator[Peeled]]) -> bool:
        if part.kind == "indented":
            self.open, self.closed = True, False
            return True
        if part.kind == "detail":
            return self.open or self.closed
        if part.kind == "exception":
            return self._takes_exception()
        if part.kind == "traceback":
            return self._takes_traceback()
        if part.kind == "chain":
            return self.closed or self.open
        if part.kind == "blank":
            return self._takes_blank(ahead)
        return self.open and not self.closed and _resumes(ahead())

    def _takes_exception(self) -> bool:
        if self.closed or not (self.open or bears_traceback(self.first)):
            return False
        self.open, self.closed = True, True
        return True

    def _takes_traceback(self) -> bool:
        chained = self.last.kind in ("chain", "blank")
        if not chained and not (self.last is self.first and bears_traceback(self.first)):
            return False
        self.open, self.closed = True, False
        return True

    def _takes_blank(self, ahead: Callable[[], Iterator[Peeled]]) -> bool:
        following = next(ahead(), None)
        if following is None:
            return False
        if following.kind == "chain":
            return self.open or self.closed
        if following.kind == "traceback":
            return self.last.kind == "chain" or (
                self.last is self.first and bears_traceback(self.first)
            )
        return self.open and not self.closed and following.kind in ("indented", "exception")


def _resumes(ahead: Iterator[Peeled]) -> bool:
    """Whether a traceback goes on within the next few entries."""
    for count, part in enumerate(ahead):
        if part.kind in ("indented", "exception"):
            return True
        if part.kind == "head" or count + 1 >= LOOK_AHEAD:
            return False
    return False
