"""An application's own JSON records: structlog, python-json-logger, pino, and their like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from logscan.model import Value
from logscan.parsers.grammar import JsonGrammar, Layer, plain, text
from logscan.parsers.jsonlog import (
    LEVEL,
    MESSAGE,
    TIME,
    TRACE,
    exception_of,
    first,
    level_of,
    logger_of,
    message_of,
)
from logscan.parsers.requests import response, target
from logscan.parsers.stamps import any_of

_PID = ("pid", "process", "process_id", "process.pid")
_STATUS = ("status_code", "statusCode", "status", "http_status")


def _http(record: Mapping[str, Any]) -> dict[str, Value]:
    """The request in pino's `req` and `res`, or in keys of one's own."""
    inner = record.get("req")
    request = inner if isinstance(inner, dict) else record
    outer = record.get("res")
    answer = outer if isinstance(outer, dict) else record
    found = plain({"http.request.method": text(request.get("method"))})
    url = request.get("url") or request.get("path")
    if isinstance(url, str) and url:
        found |= target(url)
    status = first(answer, _STATUS)
    return found | response(text(status)) if _is_status(status) else found


def _is_status(value: object) -> bool:
    """Whether it is a number that HTTP knows as a status."""
    return text(value).isdecimal() and 100 <= int(text(value)[:4]) < 600


def _read(record: Mapping[str, Any]) -> Layer:
    found: dict[str, Value] = {"severity_text": level_of(record), "log.logger": logger_of(record)}
    pid = first(record, _PID)
    if isinstance(pid, int) and not isinstance(pid, bool):
        found["process.pid"] = pid
    trace = exception_of(record)
    message = message_of(record)
    rest = f"{message}\n{trace}" if message and trace else message or trace
    return Layer(rest, any_of(first(record, TIME)), plain(found) | _http(record))


def _claims(record: Mapping[str, Any]) -> bool:
    said = any(key in record for key in (*MESSAGE, *TRACE))
    return (said and any(key in record for key in (*LEVEL, *TIME))) or set(record) >= {"event"}


FORMAT = JsonGrammar(
    name="json",
    title="JSON log records (structlog, python-json-logger, pino)",
    final=True,
    claims=_claims,
    read=_read,
    marks=tuple(
        (level, rf"(?:level|lvl|severity)[\"\\]{{0,8}}: ?[\"\\]{{0,8}}{pino}")
        for pino, level in ((10, 1), (20, 5), (30, 9), (40, 13), (50, 17), (60, 21))
    ),
    examples=(
        '{"user": "ann", "event": "payment failed", "level": "error", "timestamp":'
        ' "2026-03-08T10:15:02.255882Z"}',
        '{"level":50,"time":1772964902479,"pid":83,"hostname":"web","msg":"payment failed"}',
    ),
)
