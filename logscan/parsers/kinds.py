"""What a line without its envelope looks like: the part that needs no knowledge of layouts."""

from __future__ import annotations

import re

from logscan.model import Kind
from logscan.patterns import pattern

LOWER_CASE_EXCEPTIONS = "timeout|gaierror|herror|error"

EXCEPTION = re.compile(
    r"(?:(?:[A-Za-z_]\w*\.)+(?:_?[A-Z]\w*|" + LOWER_CASE_EXCEPTIONS + r")"
    r"|[A-Z]\w*(?:Error|Exception|ExceptionGroup|Interrupt|Timeout|Warning|Exists|Refused|Denied"
    r"|Failure|NotFound|Unavailable|Invalid|Expired|Exhausted|TooLarge|Reset)"
    r"|Exception|SystemExit|GeneratorExit|StopIteration|StopAsyncIteration|Http404|DoesNotExist"
    r"|ImproperlyConfigured|HTTPStatusError|CancelledError)"
    r"(?= ?: |:?$|:\n|\n)",
    re.ASCII,
)
"""The name that begins an exception line at column 0."""

_TRACEBACK = pattern(
    r"(?:\+ )?(?:Exception Group )?Traceback \(most recent call (?:last|first)\):"
    r"|Fatal Python error: "
    r"|(?:Current thread|Thread) 0x[0-9a-fA-F]{4,16}.{0,60}\(most recent call first\):"
)
_CHAIN = (
    r"The above exception was the direct cause of the following exception:"
    r"|During handling of the above exception, another exception occurred:"
)
_DETAIL = (
    r"DETAIL:|HINT:|CONTEXT:|STATEMENT:|LINE \d+:|\[SQL: |\[SQL:|\[parameters: |\[parameters:"
    r"|\(Background on this error at:|Is the server running|QUERY:|\[cached since "
    r"|For further information visit https://errors\.pydantic\.dev|Caused by: |\.\.\. \d+ more"
    r"|During task with name |\(Session info:"
)
_WORDED = pattern(rf"(?P<traceback>{_TRACEBACK.pattern})|(?P<chain>{_CHAIN})|(?P<detail>{_DETAIL})")
_FIRST = frozenset("TtFCDEHLSQI[(.")
_KINDS: dict[str, Kind] = {"traceback": "traceback", "chain": "chain", "detail": "detail"}


def bare(text: str) -> Kind | None:
    """The kind of a line that layouts need not be asked about, else None."""
    if not text or text.isspace():
        return "blank"
    first = text[0]
    if first in " \t|^~":
        return "traceback" if _traceback_inside(text) else "indented"
    if first == "F" and text.startswith('File "') and '", line ' in text:
        return "indented"
    if first == "+":
        return "traceback" if _TRACEBACK.match(text) else "indented" if text[1:2] == "-" else None
    if first not in _FIRST or (first == "[" and text[1:2] not in "Spc"):
        return None
    match = _WORDED.match(text)
    return _KINDS[match.lastgroup or "detail"] if match else None


def _traceback_inside(text: str) -> bool:
    """Whether a group's header stands behind indentation or the bars of an outer group."""
    return "Traceback (" in text and bool(_TRACEBACK.match(text.lstrip(" |")))


def is_exception(text: str) -> bool:
    """Whether the line is an exception's last line, such as `pkg.mod.TypeError: message`."""
    return EXCEPTION.match(text) is not None
