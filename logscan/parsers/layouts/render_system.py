"""Render's own lines, which begin with an arrow."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    return Layer(match[0])


FORMAT = Grammar(
    name="render-system",
    title="Render's own lines",
    platform="render",
    pattern=line(r"==> ?.*"),
    read=_read,
    examples=("==> Running 'gunicorn app:app'", "==> "),
)
