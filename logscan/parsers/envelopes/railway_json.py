"""Railway's JSON download, its GraphQL entries and `railway logs --json`."""

from __future__ import annotations

from collections.abc import Mapping
from json import dumps, loads
from typing import Any

from logscan.model import Value
from logscan.parsers.grammar import JsonGrammar, Layer, plain, text
from logscan.parsers.jsonlog import exception_of, logger_of
from logscan.parsers.stamps import any_of

_OWN = frozenset(("message", "timestamp", "severity", "attributes", "tags", "level"))


def _attributes(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What the application's own JSON held, as Railway passes it on."""
    listed = entry.get("attributes")
    if isinstance(listed, list):
        pairs = [pair for pair in listed if isinstance(pair, dict)]
        return {text(pair.get("key")): _decoded(text(pair.get("value"))) for pair in pairs}
    flat = {key: value for key, value in entry.items() if key not in _OWN}
    return {**flat, **(listed if isinstance(listed, dict) else {})}


def _decoded(value: str) -> Any:
    """A value that is JSON in a string."""
    try:
        return loads(value)
    except (ValueError, RecursionError):
        return value


def _read(entry: Mapping[str, Any]) -> Layer:
    tags = entry.get("tags")
    tags = tags if isinstance(tags, dict) else {}
    replica = tags.get("replica") or tags.get("deploymentInstanceId") or ""
    found: dict[str, Value] = plain(
        {
            "service.name": text(tags.get("service") or tags.get("serviceId")),
            "service.instance.id": text(replica),
        }
    )
    own = _attributes(entry)
    message = text(entry.get("message"))
    if own.keys() - {"level"}:
        level = own.get("level") or entry.get("level") or entry.get("severity")
        found |= plain({"severity_text": text(level), "log.logger": logger_of(own)})
        trace = exception_of(own)
        message = f"{message}\n{trace}" if trace else message or dumps(own, ensure_ascii=False)
    return Layer(message, any_of(entry.get("timestamp")), found)


def _claims(entry: Mapping[str, Any]) -> bool:
    """The export has tags; the flat form has nanoseconds and the three keys."""
    if "message" not in entry or "timestamp" not in entry:
        return False
    if "tags" in entry and ("attributes" in entry or "severity" in entry):
        return True
    stamp = text(entry["timestamp"])
    return len(stamp) == 30 and stamp[-1] == "Z" and "level" in entry


FORMAT = JsonGrammar(
    name="railway",
    title="Railway log download (JSON), railway logs --json",
    platform="railway",
    claims=_claims,
    read=_read,
    examples=(
        '{"message":"starting up","severity":"error","attributes":{"level":"error"},"tags":{"service":'
        '"s1","replica":"r1"},"timestamp":"2026-03-08T10:15:02.379466568Z"}',
        '{"message":"payment failed","timestamp":"2026-03-08T10:15:02.379466568Z","level":"error",'
        '"attempt":3}',
    ),
)
