"""Heroku's HTTPS drain: octet-counted syslog without structured data."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"], iso(match["ts"]), {"service.instance.id": match["dyno"]})


FORMAT = Grammar(
    name="logplex",
    title="Heroku log drain",
    platform="heroku",
    pattern=line(
        r"(?:\d{1,6} )?(?:<\d{1,3}>1 )?(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?\S{1,6}) \S+ "
        r"(?:heroku|app) (?P<dyno>[\w.-]+) - (?:- )?(?P<rest>.*)"
    ),
    read=_read,
    examples=(
        "143 <172>1 2026-03-08T10:15:02+00:00 host heroku logplex - Error L10 (output buffer"
        " overflow): 13 messages dropped since 2026-03-08T10:14:49+00:00.",
        "<158>1 2026-03-08T10:15:02.505729+00:00 host heroku router - at=info method=GET",
    ),
)
