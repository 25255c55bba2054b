"""The usual keys of JSON log records: message, level, time, logger, exception."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from logscan.parsers.grammar import text
from logscan.parsers.levels import WARN, number

MESSAGE = ("message", "msg", "event", "textPayload", "log", "body", "short_message")
LEVEL = ("level", "levelname", "lvl", "severity", "log.level", "loglevel", "level_name")
TIME = ("timestamp", "time", "ts", "asctime", "@timestamp", "timestampInMs", "datetime", "date")
LOGGER = ("logger", "name", "logger_name", "loggerName", "log.logger")
ERROR = ("err", "error", "exc", "error_message", "errorMessage")
TRACE = ("exception", "exc_info", "stack", "stack_trace", "stacktrace", "traceback", "stack_info")


def first(record: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    """The first value that is there under one of the keys, else None."""
    return next((record[key] for key in keys if record.get(key) not in (None, "")), None)


def message_of(record: Mapping[str, Any]) -> str:
    """The text of a record, empty where it has none."""
    found = first(record, MESSAGE)
    return found if isinstance(found, str) else ""


def level_of(record: Mapping[str, Any]) -> str:
    """The level as written: a word, or one of pino's numbers."""
    found = first(record, LEVEL)
    return text(found) if isinstance(found, (str, int)) else ""


def logger_of(record: Mapping[str, Any]) -> str:
    """The name of the logger, empty where it has none."""
    found = first(record, LOGGER)
    return found if isinstance(found, str) else ""


def exception_of(record: Mapping[str, Any]) -> str:
    """The trace as text, also where it is a list of objects or nested in `err` or `error`."""
    found = first(record, TRACE)
    if isinstance(found, list):
        return "\n\n".join(_frames(item) for item in found if isinstance(item, dict))
    if found is None:
        found = _error_text(record)
    return found.rstrip("\n") if isinstance(found, str) else ""


def _error_text(record: Mapping[str, Any]) -> str:
    """What `err` or `error` says of itself; a bare text only where the record is no information."""
    error = first(record, ERROR)
    if isinstance(error, dict):
        said = first(error, ("stack", "message", "msg", "detail"))
        return said if isinstance(said, str) else ""
    told = number(level_of(record)) or WARN
    return error if isinstance(error, str) and told >= WARN else ""


def _frames(block: Mapping[str, Any]) -> str:
    """A traceback out of structlog's `dict_tracebacks`."""
    listed = block.get("frames")
    frames = [frame for frame in listed if isinstance(frame, dict)] if listed else []
    lines = [
        f'  File "{text(frame.get("filename"))}", line {text(frame.get("lineno"))},'
        f" in {text(frame.get('name'))}"
        for frame in frames
    ]
    last = f"{text(block.get('exc_type'))}: {text(block.get('exc_value'))}"
    return "\n".join(["Traceback (most recent call last):", *lines, last])
