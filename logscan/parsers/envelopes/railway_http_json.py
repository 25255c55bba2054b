"""Railway's HTTP log: `railway logs --http --json`."""

from __future__ import annotations

from collections.abc import Mapping
from json import dumps
from typing import Any

from logscan.model import Value
from logscan.parsers.grammar import JsonGrammar, Layer, plain, text
from logscan.parsers.requests import client, response, target
from logscan.parsers.stamps import any_of


def _said(entry: Mapping[str, Any]) -> str:
    """The request in one line, with what the edge says about its failure."""
    errors = entry.get("upstreamErrors")
    reasons = errors if isinstance(errors, str) else dumps(errors) if errors else ""
    words = [
        text(entry.get("method")),
        text(entry.get("path")),
        text(entry.get("httpStatus")),
        f"{text(entry.get('totalDuration'))}ms" if "totalDuration" in entry else "",
        text(entry.get("responseDetails")),
        reasons if reasons != "[]" else "",
    ]
    return " ".join(word for word in words if word)


def _read(entry: Mapping[str, Any]) -> Layer:
    found: dict[str, Value] = plain(
        {
            "http.request.method": text(entry.get("method")),
            "server.address": text(entry.get("host")),
            "service.instance.id": text(entry.get("deploymentInstanceId")),
            "railway.response_details": text(entry.get("responseDetails")),
        }
    )
    if entry.get("path"):
        found |= target(text(entry["path"]))
    found |= response(text(entry.get("httpStatus")), text(entry.get("txBytes")))
    found |= client(text(entry.get("srcIp")), text(entry.get("clientUa")))
    taken = entry.get("totalDuration")
    if isinstance(taken, (int, float)) and not isinstance(taken, bool):
        found["duration"] = taken / 1000
    return Layer(_said(entry), any_of(entry.get("timestamp")), found)


def _claims(entry: Mapping[str, Any]) -> bool:
    return "httpStatus" in entry


FORMAT = JsonGrammar(
    name="railway-http-json",
    title="railway logs --http --json",
    platform="railway",
    claims=_claims,
    read=_read,
    examples=(
        '{"timestamp":"2026-03-08T10:15:02.000Z","method":"GET","path":"/cart?id=7","httpStatus":502,'
        '"totalDuration":15022,"requestId":"q","responseDetails":"Retried single replica",'
        '"upstreamErrors":"[{\\"error\\":\\"connection refused\\"}]"}',
    ),
)
