"""curl's own output: status lines of `-v` and `-i`, and its error line."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import response, target


def _read(match: re.Match[str]) -> Layer:
    found: dict[str, Value] = response(match["status"])
    if match["method"]:
        found |= {"http.request.method": match["method"], **target(match["url"])}
    if match["error"]:
        found |= {"severity_text": "error", "error.type": f"curl_{match['error']}"}
    return Layer(match[0], None, found)


FORMAT = Grammar(
    name="curl",
    title="curl -v",
    pattern=line(
        r"(?:(?:< )?HTTP/[\d.]{1,3} (?P<status>\d{3})\b|> (?P<method>[A-Z]{3,7}) (?P<url>\S+) HTTP/"
        r"|curl: \((?P<error>\d{1,3})\) ).*"
    ),
    read=_read,
    marks=((17, r"curl: \([0-9]"),),
    examples=(
        "< HTTP/1.1 502 Bad Gateway",
        "> GET /cart?id=7 HTTP/1.1",
        "curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received",
        "HTTP/2 429 ",
    ),
)
