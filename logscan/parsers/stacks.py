"""Stacks of JavaScript and Java: the exception's type and message."""

from __future__ import annotations

import re

from logscan.model import Value
from logscan.patterns import pattern

_HEAD = pattern(
    r"(?:^|[\s:])(?:Uncaught |Unhandled |Exception in thread \"[^\"\n]{1,80}\" )?"
    r"((?:[a-z_][\w$]{0,60}\.){0,8}[A-Z]\w{0,80}(?:Error|Exception|Throwable)|Error)"
    r"(?: \[\w{1,60}\])?(?:: ([^\n]{0,2000}))?\n(?:[^\n]{0,300}\n){0,8}?[ \t]{1,12}at ",
    re.ASCII,
)
_CAUSE = pattern(r"\n\s{0,8}(?:Caused by:|\[cause\]:) ([\w.$]{1,200})", re.ASCII)


def attributes(text: str) -> dict[str, Value]:
    """Type, message and chain of a `TypeError: ...` with `at ...` lines; else nothing."""
    match = _HEAD.search(text)
    if match is None:
        return {}
    chain = [match[1], *_CAUSE.findall(text)[:10]]
    return {
        "exception.type": match[1],
        "exception.message": match[2] or "",
        "exception.chain": " <- ".join(chain),
    }
