"""Heroku's router lines: key=value."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line, plain
from logscan.parsers.requests import client, response, target
from logscan.patterns import pattern

_PAIR = pattern(r'(?<!\w)(\w{1,40})=("[^"]*"|\S*)', re.ASCII)


def _read(match: re.Match[str]) -> Layer:
    pairs = {key: value.strip('"') for key, value in _PAIR.findall(match[0])}
    found: dict[str, Value] = plain(
        {
            "severity_text": pairs["at"],
            "heroku.code": pairs.get("code", ""),
            "heroku.desc": pairs.get("desc", ""),
            "heroku.dyno": pairs.get("dyno", ""),
            "http.request.method": pairs.get("method", ""),
            "server.address": pairs.get("host", ""),
        }
    )
    if "path" in pairs:
        found |= target(pairs["path"])
    service = pairs.get("service", "").removesuffix("ms")
    if service.isdecimal() and len(service) < 13:
        found["duration"] = int(service) / 1000
    found |= response(pairs.get("status"), pairs.get("bytes"))
    return Layer(match[0], None, found | client(pairs.get("fwd")))


FORMAT = Grammar(
    name="heroku-router",
    title="Heroku router",
    platform="heroku",
    pattern=line(r"(?:sock=\w+ )?at=(?:info|error|warning|debug) .*"),
    read=_read,
    examples=(
        'at=error code=H12 desc="Request timeout" method=GET path="/cart" host=shop.example'
        " request_id=7 fwd=203.0.113.5 dyno=web.1 connect=6ms service=30001ms status=503 bytes=0",
    ),
)
