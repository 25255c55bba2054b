"""`kubectl logs --prefix`: pod and container in brackets before the text."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    found = {"k8s.pod.name": match["pod"], "service.name": match["container"]}
    return Layer(match["rest"] or "", None, found)


FORMAT = Grammar(
    name="kubectl",
    title="kubectl logs --prefix",
    platform="kubernetes",
    pattern=line(r"\[pod/(?P<pod>[\w.-]+)/(?P<container>[\w.-]+)\](?: (?P<rest>.*)|$)"),
    read=_read,
    examples=("[pod/shop-api-6c9f/web] starting up",),
)
