"""uWSGI's own notices: its banner, the death of a worker, a harakiri."""

import re

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.patterns import pattern

_BAD = pattern(r"DAMN|HARAKIRI|no python application found|OOPS|segfault|Segmentation Fault")


def _read(match: re.Match[str]) -> Layer:
    text = match[0]
    if _BAD.search(text[:400]):
        return Layer(text, None, {"severity_text": "error"})
    return Layer(text, None, {"severity_text": "warning"} if "WARNING" in text[:40] else {})


FORMAT = Grammar(
    name="uwsgi-notice",
    title="uWSGI notices",
    pattern=line(
        r"(?:\*\*\* |DAMN ! |!!! |uWSGI |spawned uWSGI|Respawned uWSGI|WSGI app \d"
        r"|--- no python application|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d [\d:]{8} \d{4} - \*\*\*).*"
    ),
    read=_read,
    marks=((17, r"DAMN|HARAKIRI|no python application found|OOPS|segfault|Segmentation Fault"),),
    examples=(
        "DAMN ! worker 1 (pid: 47) died, killed by signal 9 :( trying respawn ...",
        "*** Starting uWSGI 2.0.28 (64bit) on [Sun Mar  8 10:15:02 2026] ***",
    ),
)
