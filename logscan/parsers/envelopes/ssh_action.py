"""A remote command's output in GitHub Actions (ssh-action): stamp, stream, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found = {"log.iostream": f"std{match['stream']}"}
    return Layer(match["rest"] or "", iso(match["ts"]), found)


FORMAT = Grammar(
    name="ssh-action",
    title="GitHub Actions, output of a remote command",
    platform="github-actions",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z) (?P<stream>out|err):(?: (?P<rest>.*)|$)"
    ),
    read=_read,
    examples=("2026-03-08T10:15:02.4365834Z err: starting up",),
)
