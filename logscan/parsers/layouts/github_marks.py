"""Marks of GitHub Actions: `##[error]text`, `::error file=a.py::text`."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    level = match["level"]
    marked = level in ("error", "warning", "notice", "debug")
    return Layer(match["rest"], None, {"severity_text": level} if marked else {})


FORMAT = Grammar(
    name="github-marks",
    title="GitHub Actions marks",
    platform="github-actions",
    pattern=line(
        r"(?:##\[|::)(?P<level>error|warning|notice|debug|command|section|group|endgroup)"
        r"(?:\]| ?[^:\n]{0,400}::)(?P<rest>.*)"
    ),
    read=_read,
    examples=("##[error]Process completed with exit code 1.", "::error file=app.py,line=1::failed"),
)
