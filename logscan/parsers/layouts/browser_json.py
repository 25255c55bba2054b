"""Console messages that a browser or a test tool exported as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from logscan.model import Value
from logscan.parsers.grammar import JsonGrammar, Layer, plain, text
from logscan.parsers.layouts.chrome import FORMAT as CHROME
from logscan.parsers.requests import target
from logscan.parsers.stamps import any_of


def _read(entry: Mapping[str, Any]) -> Layer:
    message = text(entry.get("message") or entry.get("text") or entry.get("errorText"))
    found: dict[str, Value] = {}
    if match := CHROME.pattern.match(message):
        found |= CHROME.read(match).attributes
    url = entry.get("url") or entry.get("source")
    if isinstance(url, str) and url.startswith("http"):
        found |= target(url)
    found |= plain({"severity_text": text(entry.get("level") or entry.get("type"))})
    return Layer(message, any_of(entry.get("timestamp") or entry.get("time")), found)


def _claims(entry: Mapping[str, Any]) -> bool:
    said = any(isinstance(entry.get(key), str) for key in ("message", "text", "errorText"))
    place = "lineNumber" in entry or "stackTrace" in entry or "line" in entry
    return said and ("url" in entry or "source" in entry) and (place or "errorText" in entry)


FORMAT = JsonGrammar(
    name="browser",
    title="browser console messages as JSON",
    final=True,
    claims=_claims,
    read=_read,
    examples=(
        '{"level":"error","url":"https://shop.example/cart","lineNumber":0,"message":'
        '"Failed to load resource: the server responded with a status of 503 ()"}',
    ),
)
