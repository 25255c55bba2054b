"""App Runner's own lines, which begin with its name in brackets."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    return Layer(match[0])


FORMAT = Grammar(
    name="apprunner-system",
    title="App Runner's own lines",
    platform="apprunner",
    pattern=line(r"\[(?:AppRunner|Build|PostBuild|PreBuild)\] .*"),
    read=_read,
    examples=("[AppRunner] Health check failed on port '8000'.",),
)
