"""Rows of Locust's tables: requests per route, and the error report."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import METHOD, response, target
from logscan.patterns import pattern

_STATUS = pattern(r"HTTPError\(['\"](\d{3}) ")
_ERROR = pattern(r": (\w+(?:Error|Exception|Refused|Timeout))\(")


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {}
    if match["method"]:
        found = {"http.request.method": match["method"], **target(match["path"].rstrip(":"))}
    if status := _STATUS.search(match[0]):
        found |= response(status[1])
    if error := _ERROR.search(match[0]):
        found["error.type"] = error[1]
    return Layer(match[0], None, found)


FORMAT = Grammar(
    name="locust-table",
    title="Locust tables",
    pattern=line(
        rf"(?:\d{{1,12}} +)?(?P<method>{METHOD}) +(?P<path>/\S*|https?://\S+)"
        r"(?: +\d+ +\d+\(\d+\.\d+%\) \|.*|: \w+\(.*)"
    ),
    read=_read,
    examples=(
        "GET      /cart              19  19(100.00%) |      6       3      12      6 |    5.07    5.07",
        "17                 GET /cart: HTTPError('429 Client Error: TOO MANY REQUESTS for url: /cart')",
    ),
)
