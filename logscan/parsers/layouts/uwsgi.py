"""uWSGI's request line and its own notices."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import client, response, target
from logscan.parsers.stamps import ctime


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {
        "process.pid": int(match["pid"]),
        "http.request.method": match["method"],
        **target(match["url"]),
        **response(match["status"], match["size"]),
        **client(match["client"]),
        "duration": int(match["msecs"]) / 1000,
    }
    return Layer(match[0], ctime(match["ts"]), found)


FORMAT = Grammar(
    name="uwsgi",
    title="uWSGI request log",
    when=ctime,
    pattern=line(
        r"\[pid: (?P<pid>\d{1,10})\|app: [\d-]+\|req: [\d/-]+\] (?P<client>\S*) \([^)]*\) "
        r"\{[^}]*\} \[(?P<ts>[^\]]{10,40})\] (?P<method>[A-Z]+) (?P<url>\S+) => generated "
        r"(?P<size>\d+) bytes in (?P<msecs>\d{1,12}) msecs \([^)]*? (?P<status>\d{3})\).*"
    ),
    read=_read,
    examples=(
        "[pid: 47|app: 0|req: 1/1] 10.0.0.9 () {30 vars in 400 bytes} [Sun Mar  8 10:15:02 2026]"
        " GET /cart => generated 13 bytes in 30001 msecs (HTTP/1.1 504) 1 headers in 44 bytes"
        " (1 switches on core 0)",
    ),
)
