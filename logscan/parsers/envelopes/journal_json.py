"""`journalctl -o json`: all values are strings, or bytes as numbers."""

from collections.abc import Mapping
from typing import Any

from logscan.model import Value
from logscan.parsers.grammar import JsonGrammar, Layer, plain, text
from logscan.parsers.levels import SYSLOG, number
from logscan.parsers.stamps import epoch


def _message(value: object) -> str:
    """The message, which may be a list of byte numbers."""
    if isinstance(value, list):
        numbers = [item for item in value if isinstance(item, int) and 0 <= item < 256]
        return bytes(numbers).decode("utf-8", "replace")
    return text(value)


def _read(entry: Mapping[str, Any]) -> Layer:
    unit = text(entry.get("_SYSTEMD_UNIT")) or text(entry.get("SYSLOG_IDENTIFIER"))
    found: dict[str, Value] = plain(
        {"service.name": unit.removesuffix(".service"), "host.name": entry.get("_HOSTNAME") or ""}
    )
    pid, priority = text(entry.get("_PID")), text(entry.get("PRIORITY"))
    if pid.isdecimal():
        found["process.pid"] = int(pid[:10])
    if priority in tuple("01234567") and entry.get("_TRANSPORT") not in ("stdout", None):
        found["severity_text"] = SYSLOG[int(priority)]
    return Layer(_message(entry.get("MESSAGE")), epoch(entry.get("__REALTIME_TIMESTAMP")), found)


def _claims(entry: Mapping[str, Any]) -> bool:
    return "__REALTIME_TIMESTAMP" in entry or ("MESSAGE" in entry and "PRIORITY" in entry)


FORMAT = JsonGrammar(
    name="journal",
    title="journalctl -o json",
    claims=_claims,
    read=_read,
    marks=tuple(
        (number(word) or 0, rf'PRIORITY"[ ]?:[ ]?"{place}') for place, word in enumerate(SYSLOG)
    ),
    examples=(
        '{"__REALTIME_TIMESTAMP":"1772964902739502","PRIORITY":"6","_PID":"47","_SYSTEMD_UNIT":'
        '"shop.service","_TRANSPORT":"stdout","MESSAGE":"starting up"}',
    ),
)
