"""Render's API and `render logs -o json`: labels are a list of names and values."""

from collections.abc import Mapping
from typing import Any

from logscan.model import Value
from logscan.parsers.grammar import JsonGrammar, Layer, plain, text
from logscan.parsers.requests import response, target
from logscan.parsers.stamps import any_of


def _labels(entry: Mapping[str, Any]) -> dict[str, str]:
    """The labels by name."""
    listed = entry.get("labels")
    pairs = listed if isinstance(listed, list) else []
    return {
        text(pair.get("name")): text(pair.get("value")) for pair in pairs if isinstance(pair, dict)
    }


def _read(entry: Mapping[str, Any]) -> Layer:
    labels = _labels(entry)
    found: dict[str, Value] = plain(
        {
            "service.name": labels.get("resource", ""),
            "service.instance.id": labels.get("instance", ""),
            "http.request.method": labels.get("method", ""),
            "server.address": labels.get("host", ""),
        }
    )
    if labels.get("path"):
        found |= target(labels["path"])
    found |= response(labels.get("statusCode"))
    return Layer(text(entry.get("message")), any_of(entry.get("timestamp")), found)


def _claims(entry: Mapping[str, Any]) -> bool:
    labels = entry.get("labels")
    return isinstance(labels, list) and "message" in entry


FORMAT = JsonGrammar(
    name="render",
    title="Render API, render logs -o json",
    platform="render",
    claims=_claims,
    read=_read,
    examples=(
        '{"id":"01J","labels":[{"name":"resource","value":"srv-abc"},{"name":"type","value":"app"}],'
        '"message":"starting up","timestamp":"2026-03-08T10:15:02.521Z"}',
    ),
)
