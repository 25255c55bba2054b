"""`aws logs tail`, detailed: stamp with zone, log stream, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", iso(match["ts"]), {"aws.log.stream.names": match["stream"]})


FORMAT = Grammar(
    name="aws-tail",
    title="aws logs tail (detailed)",
    platform="aws",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?\+00:00) "
        r"(?P<stream>[A-Za-z][\w.-]*(?:/[\w.\[\]$-]+)+|events|deployment\S*|[\w-]+_[\w-]+)"
        r"(?: (?P<rest>.*)|$)"
    ),
    read=_read,
    examples=(
        "2026-03-08T10:15:02.440000+00:00 instance/0a1b2c3d starting up",
        "2026-03-08T10:15:02+00:00 events [AppRunner] Service update started.",
    ),
)
