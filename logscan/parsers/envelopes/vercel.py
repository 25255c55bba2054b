"""Vercel's log drains and `vercel logs -j`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from logscan.model import Value
from logscan.parsers.grammar import JsonGrammar, Layer, plain, text
from logscan.parsers.requests import client, response, target
from logscan.parsers.stamps import epoch


def _agent(proxy: Mapping[str, Any]) -> str:
    """The user agent, a list in drains."""
    agents = proxy.get("userAgent")
    return text(agents[0]) if isinstance(agents, list) and agents else text(agents or "")


def _message(entry: Mapping[str, Any]) -> str:
    """The message, or the messages of a row that nests several."""
    nested = entry.get("logs")
    if entry.get("message") or not isinstance(nested, list):
        return text(entry.get("message"))
    return "\n".join(text(item.get("message")) for item in nested if isinstance(item, dict))


def _read(entry: Mapping[str, Any]) -> Layer:
    inner = entry.get("proxy")
    proxy = inner if isinstance(inner, dict) else {}
    path = proxy.get("path") or entry.get("path") or entry.get("requestPath")
    status = proxy.get("statusCode", entry.get("statusCode", entry.get("responseStatusCode")))
    method = proxy.get("method") or entry.get("requestMethod")
    found: dict[str, Value] = plain(
        {
            "service.name": text(
                entry.get("projectName") or entry.get("host") or entry.get("domain")
            ),
            "http.request.method": text(method),
        }
    )
    found |= target(text(path)) if path else {}
    found |= response(text(status))
    found |= client(text(proxy.get("clientIp")), _agent(proxy))
    if entry.get("type") not in ("stdout", "stderr") and entry.get("level"):
        found["severity_text"] = text(entry["level"])
    stamp = epoch(entry.get("timestamp", entry.get("timestampInMs")))
    return Layer(_message(entry), stamp, found)


def _claims(entry: Mapping[str, Any]) -> bool:
    drain = "deploymentId" in entry and "source" in entry
    return drain or "timestampInMs" in entry


FORMAT = JsonGrammar(
    name="vercel",
    title="Vercel log drain, vercel logs -j",
    platform="vercel",
    claims=_claims,
    read=_read,
    examples=(
        '{"id":"1","deploymentId":"dpl_1","source":"lambda","timestamp":1772964902988,"level":"error",'
        '"message":"starting up","statusCode":504,"path":"/api/cart"}',
        '{"level":"error","message":"starting up","timestampInMs":1772964902988,"requestMethod":"GET",'
        '"requestPath":"/api/cart","responseStatusCode":-1}',
    ),
)
