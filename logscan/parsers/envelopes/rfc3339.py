"""A stamp of RFC 3339 before every line: Render's download, `docker logs -t`, kubectl, Azure."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", iso(match["ts"]))


FORMAT = Grammar(
    name="rfc3339",
    title="RFC 3339 stamp before every line (Render download, docker logs -t, kubectl logs)",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d))"
        r"(?: (?P<rest>.*)|$)"
    ),
    read=_read,
    examples=(
        "2026-03-08T10:15:02.251620523Z ==> Build successful",
        "2026-03-08T10:15:02Z starting up",
        "2026-03-08T12:15:02.440000+02:00 starting up",
    ),
)
