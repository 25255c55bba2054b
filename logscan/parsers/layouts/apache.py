"""Apache's error log: date, module and level, process, client, text."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import ctime


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = {"severity_text": match["level"].rpartition(":")[2]}
    if match["pid"]:
        found["process.pid"] = int(match["pid"])
    return Layer(match["rest"], ctime(match["ts"]), found)


FORMAT = Grammar(
    name="apache",
    title="Apache error log",
    when=ctime,
    pattern=line(
        r"\[(?P<ts>[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d(?:\.\d{1,6})? \d{4})\] "
        r"\[(?P<level>(?:[\w-]+:)?[a-z]{3,7}\d?)\] (?:\[pid (?P<pid>\d{1,10})[^\]]{0,40}\] )?"
        r"(?P<rest>.*)"
    ),
    read=_read,
    examples=(
        "[Sun Mar 08 10:15:02.123456 2026] [wsgi:error] [pid 47:tid 1403] [client 10.0.0.9:5] lost",
    ),
)
