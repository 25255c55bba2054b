"""CloudWatch Logs Insights: rows as lists of fields, or as objects with @-names."""

from collections.abc import Mapping
from typing import Any

from logscan.parsers.grammar import JsonGrammar, Layer, plain, text
from logscan.parsers.stamps import any_of


def _read(entry: Mapping[str, Any]) -> Layer:
    found = plain({"aws.log.stream.names": text(entry.get("@logStream"))})
    stamp = any_of(entry.get("@timestamp"), utc=True)
    return Layer(text(entry.get("@message")).rstrip("\n"), stamp, found)


def _claims(entry: Mapping[str, Any]) -> bool:
    return "@message" in entry and "@timestamp" in entry


FORMAT = JsonGrammar(
    name="insights",
    title="CloudWatch Logs Insights results",
    platform="aws",
    claims=_claims,
    read=_read,
    examples=('{"@timestamp":"2026-03-08 10:15:02.440","@message":"starting up","@ptr":"C"}',),
)
