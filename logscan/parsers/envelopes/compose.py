"""`docker compose logs`: service and container number, a bar, text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line, plain
from logscan.patterns import pattern

_NUMBER = pattern(r"[-_]\d+$", re.ASCII)


def _read(match: re.Match[str]) -> Layer:
    name = match["name"]
    service = _NUMBER.sub("", name)
    instance = name if service != name else ""
    return Layer(
        match["rest"] or "",
        None,
        plain({"service.name": service, "service.instance.id": instance}),
    )


FORMAT = Grammar(
    name="compose",
    title="docker compose logs",
    platform="docker",
    pattern=line(r"(?P<name>[A-Za-z][\w.-]{0,80}) *\|(?: (?P<rest>.*)|$)"),
    read=_read,
    examples=("web-1  | starting up", "worker_1     | starting up", "web-1  |"),
)
