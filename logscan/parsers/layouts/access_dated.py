"""Access lines that begin with their date in brackets: Gunicorn with a format of one's own."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.layouts.combined import FORMAT as COMBINED
from logscan.parsers.stamps import DAY, access


def _read(match: re.Match[str]) -> Layer:
    body = match["body"]
    if body[:1] != '"':
        body = f'"-" {body[:3]} - {body[4:]}'
    inner = COMBINED.pattern.match(f"- - - [{match['ts']}] {body}")
    attributes = COMBINED.read(inner).attributes if inner else {}
    return Layer(match[0], access(match["ts"]), attributes)


FORMAT = Grammar(
    name="access-dated",
    title="access log that begins with its date (Django runserver)",
    when=access,
    pattern=line(
        rf'\[(?P<ts>{DAY})\] (?P<body>"[^"\\]*+(?:\\.[^"\\]*+)*+" \d{{3}} (?:\d+|-).*|[1-5]\d\d .*)'
    ),
    read=_read,
    examples=(
        '[08/Mar/2026 10:15:02] "GET /cart HTTP/1.1" 200 5123',
        '[08/Mar/2026:10:15:02 +0000] 200 30012ms 30.012483 <47> "curl/8"',
    ),
)
