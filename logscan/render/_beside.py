"""What stands beside a line of evidence; of an entry in JSON only what it says, not its wrapping."""

from __future__ import annotations

import json

from logscan.patterns import pattern

_TIME = pattern(r'"(?:timestamp|time|ts|@timestamp)"\s*:\s*"([^"\\]{8,40})"')
_TEXT = pattern(r'"(?:textPayload|message|msg|event)"\s*:\s*"((?:[^"\\]|\\.)*)')
_REQUEST = tuple(
    pattern(rf'"{name}"\s*:\s*"?([^",\s}}]+)')
    for name in ("requestMethod", "requestUrl", "status", "latency")
)


def beside(entry: str) -> str:
    """The entry as it is; of a JSON object its time and its text or request, on one line."""
    if not entry.lstrip().startswith("{") or '":' not in entry:
        return entry
    said = _TEXT.search(entry)
    told = _text(said[1]) if said else _request(entry)
    if not told:
        return " ".join(entry.split())
    time = _TIME.search(entry)
    return f"{time[1]} {told}" if time else told


def _text(escaped: str) -> str:
    """The first line of a JSON string, whose end may have been cut off."""
    try:
        whole = str(json.loads(f'"{escaped}"'))
    except ValueError:
        whole = escaped
    return next((line for line in whole.split("\n") if line.strip()), "")


def _request(entry: str) -> str:
    found = (pattern.search(entry) for pattern in _REQUEST)
    return " ".join(match[1] for match in found if match)
