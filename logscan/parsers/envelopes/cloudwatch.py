"""CloudWatch Logs events of `filter-log-events`, `get-log-events` and subscriptions."""

from collections.abc import Mapping
from typing import Any

from logscan.parsers.grammar import JsonGrammar, Layer, plain, text
from logscan.parsers.stamps import epoch


def _read(entry: Mapping[str, Any]) -> Layer:
    found = plain({"aws.log.stream.names": text(entry.get("logStreamName"))})
    return Layer(text(entry.get("message")).rstrip("\n"), epoch(entry.get("timestamp")), found)


def _claims(entry: Mapping[str, Any]) -> bool:
    event = "ingestionTime" in entry or "eventId" in entry or ("id" in entry and len(entry) <= 4)
    return event and "message" in entry and isinstance(entry.get("timestamp"), int)


FORMAT = JsonGrammar(
    name="cloudwatch",
    title="CloudWatch Logs events",
    platform="aws",
    claims=_claims,
    read=_read,
    examples=(
        '{"logStreamName":"instance/0a1b","timestamp":1772964902988,"message":"starting up",'
        '"ingestionTime":1772964909997,"eventId":"36"}',
    ),
)
