"""BuildKit's plain progress: step number, seconds since its start, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", None, {"cicd.step.number": int(match["step"])})


FORMAT = Grammar(
    name="buildkit",
    title="docker build --progress=plain",
    platform="docker",
    pattern=line(r"#(?P<step>\d{1,4}) \d{1,6}\.\d{1,3}(?: (?P<rest>.*)|$)"),
    read=_read,
    examples=("#12 1.234 Collecting gunicorn==23.0.0",),
)
