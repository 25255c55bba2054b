"""`railway logs --http` as text: stamp, request, status, duration, id."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import METHOD, response, target
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {
        "http.request.method": match["method"],
        **target(match["path"]),
        **response(match["status"]),
        "duration": int(match["ms"]) / 1000,
    }
    return Layer(match["rest"], iso(match["ts"]), found)


FORMAT = Grammar(
    name="railway-http",
    title="railway logs --http",
    platform="railway",
    when=iso,
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z) "
        rf"(?P<rest>(?P<method>{METHOD}) (?P<path>/\S*) (?P<status>\d{{3}}) (?P<ms>\d{{1,12}})ms"
        r"(?: \S+)?)$"
    ),
    read=_read,
    examples=("2026-03-08T10:15:02.000Z GET /cart?id=7 502 15022ms 9JwrZ_54Qm2A",),
)
