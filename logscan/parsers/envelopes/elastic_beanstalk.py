"""Elastic Beanstalk's `web.stdout.log` without date: process name and text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", None, {"service.name": "web"})


FORMAT = Grammar(
    name="elastic-beanstalk",
    title="Elastic Beanstalk, web.stdout.log",
    platform="elasticbeanstalk",
    pattern=line(r"web(?:\[\d{1,10}\])?:(?: (?P<rest>.*)|$)"),
    read=_read,
    examples=("web: starting up",),
)
