"""Django's own request messages without any layout: `Internal Server Error: /path`."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import target

_LEVEL = {"Internal Server Error": "error", "Service Unavailable": "error", "Bad Gateway": "error"}


def _read(match: re.Match[str]) -> Layer:
    level = _LEVEL.get(match["what"], "warning")
    return Layer(match[0], None, {"severity_text": level, **target(match["path"])})


FORMAT = Grammar(
    name="django",
    title="Django request messages",
    pattern=line(
        r"(?P<what>Internal Server Error|Service Unavailable|Bad Gateway|Not Found|Bad Request"
        r"|Forbidden|Unauthorized|Method Not Allowed|Too Many Requests)"
        r"(?: \([^)\n]{1,200}\))?: (?P<path>/\S*)"
    ),
    read=_read,
    marks=(
        (17, r"Internal Server Error|Service Unavailable|Bad Gateway"),
        (13, r"Not Found|Bad Request|Forbidden|Unauthorized|Method Not Allowed|Too Many Requests"),
    ),
    examples=("Internal Server Error: /pay", "Not Found: /favicon.ico"),
)
