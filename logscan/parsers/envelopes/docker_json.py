"""Docker's json-file driver."""

from collections.abc import Mapping
from typing import Any

from logscan.parsers.grammar import JsonGrammar, Layer, plain, text
from logscan.parsers.stamps import any_of


def _read(entry: Mapping[str, Any]) -> Layer:
    rest = text(entry.get("log")).rstrip("\r\n")
    return Layer(rest, any_of(entry.get("time")), plain({"log.iostream": entry.get("stream")}))


def _claims(entry: Mapping[str, Any]) -> bool:
    return "log" in entry and "stream" in entry


FORMAT = JsonGrammar(
    name="docker",
    title="Docker json-file",
    platform="docker",
    claims=_claims,
    read=_read,
    examples=('{"log":"starting up\\n","stream":"stdout","time":"2026-03-08T10:15:02.57606443Z"}',),
)
