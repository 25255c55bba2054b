"""Render's request log: method and host may stand before, status only in labels."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import client, target


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {}
    if match["method"]:
        found["http.request.method"] = match["method"]
    if match["host"]:
        found |= {"server.address": match["host"], **target(match["path"])}
    if match["ms"]:
        found |= {
            "http.response.body.size": int(match["size"]),
            "duration": int(match["ms"]) / 1000,
            **client(match["ip"], match["agent"]),
        }
    return Layer(match[0], None, found)


FORMAT = Grammar(
    name="render-request",
    title="Render request log",
    platform="render",
    spans=True,
    continues=lambda match: bool(match["host"]) and not match["method"],
    pattern=line(
        r"(?=\[(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\](?:\s|$)|clientIP=\"|[\w.-]+/\S* clientIP=\")"
        r"(?:\[(?P<method>[A-Z]{3,7})\]\s{0,4})?(?:(?P<host>[A-Za-z0-9.-]+)(?P<path>/\S*) )?"
        r"(?:clientIP=\"(?P<ip>[^\"]*)\" requestID=\"[^\"]*\" responseTimeMS=(?P<ms>\d{1,12}) "
        r"responseBytes=(?P<size>\d{1,15}) userAgent=\"(?P<agent>[^\"]*)\")?"
    ),
    read=_read,
    examples=(
        '[GET]\nshop.onrender.com/cart?id=7 clientIP="203.0.113.5" requestID="32c7760a-6e6e-4328"'
        ' responseTimeMS=17 responseBytes=223158 userAgent="curl/8"',
        'clientIP="203.0.113.5" requestID="764a5527-1bea-439b" responseTimeMS=16'
        ' responseBytes=2253 userAgent="Go-http-client/2.0"',
        "[GET]",
    ),
)
