"""Request lines of `gcloud run services logs`: method, status, URL."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import METHOD, response, target


def _read(match: re.Match[str]) -> Layer:
    found = {
        "http.request.method": match["method"],
        **target(match["url"]),
        **response(match["status"]),
    }
    return Layer(match[0], None, found)


FORMAT = Grammar(
    name="cloudrun-request",
    title="gcloud run services logs, requests",
    platform="cloudrun",
    pattern=line(rf"(?P<method>{METHOD}) (?P<status>\d{{3}}) (?P<url>https?://\S+)"),
    read=_read,
    examples=("GET 503 https://shop.a.run.app/cart?id=7",),
)
