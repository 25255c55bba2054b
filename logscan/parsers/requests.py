"""Attributes of HTTP requests under their OpenTelemetry names."""

from __future__ import annotations

import re

from logscan.model import Value

METHOD = r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|CONNECT|TRACE|PROPFIND)"
QUOTED = r'[^"\\]*+(?:\\.[^"\\]*+)*+'

_STATUS = re.compile(r"-?\d{1,4}", re.ASCII)
_ORIGIN = re.compile(r"https?://[^/?#]*")


def target(url: str) -> dict[str, Value]:
    """`url.path` and `url.query` of a request target or a full URL."""
    origin = _ORIGIN.match(url) if url.startswith("http") else None
    path, question, query = url[origin.end() :].partition("?") if origin else url.partition("?")
    found: dict[str, Value] = {"url.path": path or "/"}
    if question:
        found["url.query"] = query
    if origin:
        found["url.full"] = url
    return found


def request_line(line: str) -> dict[str, Value]:
    """Method and target of `GET /path?query HTTP/1.1`; nothing of a line that is none."""
    method, _, rest = line.partition(" ")
    if not rest or not method.isalpha():
        return {}
    url = rest.rpartition(" ")[0] or rest
    return {"http.request.method": method, **target(url)}


def response(status: str | None, size: str | None = None) -> dict[str, Value]:
    """Status code and body size, where they are numbers."""
    found: dict[str, Value] = {}
    if status and _STATUS.fullmatch(status):
        found["http.response.status_code"] = int(status)
    if size and size.isdecimal() and len(size) < 19:
        found["http.response.body.size"] = int(size)
    return found


def client(address: str | None, agent: str | None = None) -> dict[str, Value]:
    """Who asked: address without port, and user agent; `-` is nobody."""
    found: dict[str, Value] = {}
    if address and address != "-":
        host, colon, port = address.rpartition(":")
        bare = host if colon and port.isdecimal() and ("]" in host or ":" not in host) else address
        found["client.address"] = bare.strip("[]")
    if agent and agent != "-":
        found["user_agent.original"] = agent
    return found
