"""Heroku lines as Papertrail shows them: `Jan 27 06:48:30 app heroku/router: text`."""

import re

from logscan.parsers.grammar import Grammar, Layer, line, plain
from logscan.parsers.stamps import MONTHS, iso, yearless


def _read(match: re.Match[str]) -> Layer:
    ts = match["ts"]
    found = {"service.name": match["app"], "service.instance.id": match["dyno"]}
    stamp = iso(ts) if ts[0].isdigit() else yearless(ts)
    return Layer(match["rest"] or "", stamp, plain(found))


FORMAT = Grammar(
    name="papertrail",
    title="Heroku through Papertrail",
    platform="heroku",
    pattern=line(
        rf"(?P<ts>(?:{MONTHS}) [ \d]?\d \d\d:\d\d:\d\d(?:\.\d+)?|\d{{4}}-\d\d-\d\d[T ]\S{{8,24}}) "
        r"(?P<app>[\w.-]+) (?:heroku|app)/(?P<dyno>[\w.-]+):?(?: +(?P<rest>.*)|$)"
    ),
    read=_read,
    examples=(
        'Mar 08 10:15:02 shop-api heroku/router: at=info method=GET path="/" status=200',
        "Mar  8 10:15:02 shop-api app/web.1: starting up",
    ),
)
