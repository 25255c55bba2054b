"""`heroku logs`: stamp, source and dyno, text; the stamp may have been cut off."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    stamp = iso(match["ts"]) if match["ts"] else None
    return Layer(match["rest"] or "", stamp, {"service.instance.id": match["dyno"]})


FORMAT = Grammar(
    name="heroku",
    title="heroku logs",
    platform="heroku",
    pattern=line(
        r"(?:(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[+-]\d\d:\d\d|Z)) )?"
        r"(?:app|heroku)\[(?P<dyno>[\w.-]+)\]:(?: (?P<rest>.*)|$)"
    ),
    read=_read,
    examples=(
        "2026-03-08T10:15:02.505729+00:00 app[web.1]: starting up",
        "2026-03-08T10:15:02+00:00 heroku[web.1]: Process exited with status 137",
        "heroku[worker.1]: Stopping process with SIGKILL",
    ),
)
