"""Google Cloud Logging's LogEntry: text, structured and request entries."""

from __future__ import annotations

from collections.abc import Mapping
from json import dumps
from typing import Any

from logscan.model import Value
from logscan.parsers.grammar import JsonGrammar, Layer, plain, text
from logscan.parsers.jsonlog import exception_of, logger_of, message_of
from logscan.parsers.requests import client, response, target
from logscan.parsers.stamps import any_of


def request(entry: Mapping[str, Any]) -> dict[str, Value]:
    """The attributes of an `httpRequest` object."""
    found: dict[str, Value] = {}
    if method := entry.get("requestMethod"):
        found["http.request.method"] = text(method)
    if url := entry.get("requestUrl"):
        found |= target(text(url))
    found |= response(text(entry.get("status")), text(entry.get("responseSize")))
    found |= client(text(entry.get("remoteIp")), text(entry.get("userAgent")))
    latency = text(entry.get("latency")).removesuffix("s")
    try:
        return found | {"duration": float(latency)} if latency else found
    except ValueError:
        return found


_NAMES = ("service_name", "job_name", "function_name", "container_name")


def _labels(entry: Mapping[str, Any]) -> dict[str, Value]:
    """Who wrote it: service, revision, region, instance, stream."""
    found: dict[str, Value] = {"cloud.platform": "cloudrun"}
    resource = entry.get("resource")
    labels = resource.get("labels") if isinstance(resource, dict) else None
    if isinstance(labels, dict):
        if service := next((labels[name] for name in _NAMES if name in labels), None):
            found["service.name"] = text(service)
        if revision := labels.get("revision_name"):
            found["faas.version"] = text(revision)
        if region := labels.get("location"):
            found["cloud.region"] = text(region)
    own = entry.get("labels")
    if isinstance(own, dict) and (instance := own.get("instanceId")):
        found["service.instance.id"] = text(instance)
    log = text(entry.get("logName"))[-6:]
    if log in ("stdout", "stderr"):
        found["log.iostream"] = log
    return found


def _payload(entry: Mapping[str, Any]) -> tuple[str, dict[str, Value]]:
    """The entry's text, and what a structured payload says beside it."""
    structured = entry.get("jsonPayload")
    if isinstance(structured, dict):
        message = message_of(structured) or dumps(structured, ensure_ascii=False)
        trace = exception_of(structured)
        level = text(entry.get("severity") or structured.get("severity") or structured.get("level"))
        found = {"severity_text": level, "log.logger": logger_of(structured)}
        return (f"{message}\n{trace}" if trace else message), plain(found)
    audit = entry.get("protoPayload")
    if isinstance(audit, dict):
        status = audit.get("status")
        said = text(status.get("message")) if isinstance(status, dict) else ""
        return said or text(audit.get("methodName")), {}
    return text(entry.get("textPayload")), {}


def _read(entry: Mapping[str, Any]) -> Layer:
    found = _labels(entry)
    http = entry.get("httpRequest")
    rest, said = _payload(entry)
    if isinstance(http, dict):
        found |= request(http)
        if not rest:
            words = [text(http.get(key)) for key in ("requestMethod", "status", "requestUrl")]
            rest = " ".join(words).strip()
    if "log.iostream" not in found and entry.get("severity"):
        found["severity_text"] = text(entry["severity"])
    stamp = any_of(entry.get("timestamp")) or any_of(entry.get("receiveTimestamp"))
    return Layer(rest, stamp, found | said)


def _claims(entry: Mapping[str, Any]) -> bool:
    payload = "textPayload" in entry or "jsonPayload" in entry or "protoPayload" in entry
    return "logName" in entry or payload or ("insertId" in entry and "resource" in entry)


FORMAT = JsonGrammar(
    name="cloud-logging",
    title="Google Cloud Logging entries",
    platform="cloudrun",
    claims=_claims,
    read=_read,
    examples=(
        '{"textPayload": "[2026-03-08 10:15:02 +0000] [7] [INFO] Starting gunicorn 23.0.0",'
        ' "insertId": "a1", "resource": {"type": "cloud_run_revision", "labels": {"service_name":'
        ' "shop", "revision_name": "shop-00001-abc", "location": "europe-west1"}}, "timestamp":'
        ' "2026-03-08T10:15:02.523504Z", "labels": {"instanceId": "00bf"}, "logName":'
        ' "projects/p/logs/run.googleapis.com%2Fstderr"}',
        '{"httpRequest": {"latency": "30.001901s", "remoteIp": "203.0.113.5", "requestMethod":'
        ' "GET", "requestUrl": "https://shop.a.run.app/cart?id=7", "responseSize": "963", "status":'
        ' 503, "userAgent": "curl/8"}, "insertId": "a2", "logName":'
        ' "projects/p/logs/run.googleapis.com%2Frequests", "severity": "ERROR", "timestamp":'
        ' "2026-03-08T10:15:02.440152Z"}',
        '{"jsonPayload": {"message": "connection lost"}, "insertId": "a3", "severity": "ERROR",'
        ' "logName": "projects/p/logs/run.googleapis.com%2Fstdout", "timestamp":'
        ' "2026-03-08T10:15:02.440152Z"}',
    ),
)
