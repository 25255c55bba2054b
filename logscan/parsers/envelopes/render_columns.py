"""Columns of Render's dashboard that a copy puts on lines of their own: time, instance."""

import re

from logscan.parsers.grammar import Grammar, Layer, line, plain


def _read(match: re.Match[str]) -> Layer:
    return Layer("", None, plain({"service.instance.id": match["instance"] or ""}))


FORMAT = Grammar(
    name="render-columns",
    title="Render dashboard, its columns on lines of their own",
    platform="render",
    pattern=line(r"(?:\d{1,2}:\d\d:\d\d [AP]M|\[(?P<instance>[a-z0-9]{5})\])\s{0,4}$"),
    read=_read,
    examples=("10:15:02 AM", "[hsxz4]"),
)
