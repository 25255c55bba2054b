"""Firefox's console: requests blocked by CORS, and the network line in brackets."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import response, target
from logscan.patterns import pattern

_URL = pattern(r"https?://[^\s)]+")
_STATUS = pattern(r"Status code: (\d{3})|HTTP/[\d.]+ (\d{3})", re.ASCII)
_MS = pattern(r" (\d{1,9})ms\]")


def _read(match: re.Match[str]) -> Layer:
    text = match[0]
    found: dict[str, Value] = {}
    if text[0] != "[":
        found = {"severity_text": "error", "error.type": "cors"}
    if url := _URL.search(text):
        found |= target(url[0].rstrip("."))
    if status := _STATUS.search(text):
        found |= response(status[1] or status[2])
    if taken := _MS.search(text):
        found["duration"] = int(taken[1]) / 1000
    return Layer(text, None, found)


FORMAT = Grammar(
    name="firefox-console",
    title="Firefox console",
    pattern=line(r"(?:Cross-Origin Request Blocked: |\[HTTP/[\d.]{1,3} \d{3} ).*"),
    read=_read,
    marks=((17, r"Cross-Origin Request Blocked: "),),
    examples=(
        "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource"
        " at https://shop.example/cart. (Reason: CORS header missing). Status code: 429.",
        "[HTTP/1.1 429 Too Many Requests 33534ms]",
    ),
)
