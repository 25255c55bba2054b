"""Kubernetes container runtime files: stamp, stream, tags, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", iso(match["ts"]), {"log.iostream": match["stream"]})


FORMAT = Grammar(
    name="cri",
    title="Kubernetes container log file (CRI)",
    platform="kubernetes",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)) "
        r"(?P<stream>stdout|stderr) [PF](?::\S*)?(?: (?P<rest>.*)|$)"
    ),
    read=_read,
    examples=("2026-03-08T10:15:02.57606443Z stderr F starting up",),
)
