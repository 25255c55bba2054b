"""Railway's text download and `railway logs` with attributes: stamp, level tag, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso

_STREAM = {"err": "stderr", "inf": "stdout"}


def _read(match: re.Match[str]) -> Layer:
    tag = match["tag"]
    stream = _STREAM.get(tag)
    attributes = {"log.iostream": stream} if stream else {}
    return Layer(match["rest"] or "", iso(match["ts"]), attributes)


FORMAT = Grammar(
    name="railway",
    title="Railway log download (text)",
    platform="railway",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z) \[(?P<tag>[a-z]{3,5})\](?:  ?(?P<rest>.*)|$)"
    ),
    read=_read,
    examples=(
        "2026-03-08T10:15:02.000000000Z [inf]  Starting Container",
        '2026-03-08T10:15:02.617806970Z [err]    File "/app/main.py", line 3, in <module>',
    ),
)
