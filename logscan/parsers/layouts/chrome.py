"""Chrome's and Edge's console: failed requests and requests blocked by CORS."""

import re

from logscan.model import Value
from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.requests import METHOD, response, target
from logscan.patterns import pattern

_STATUS = pattern(r"(?:net::ERR_\w+ |status of |status code )(\d{3})\b", re.ASCII)
_ERROR = pattern(r"net::ERR_[A-Z0-9_]+")
_URL = pattern(r"https?://[^\s'\"]+")
_BARE = pattern(r"https?://\S+ (\d{3}) \([A-Z]")


def _read(match: re.Match[str]) -> Layer:
    text = match[0]
    found: dict[str, Value] = {"severity_text": "error"}
    if match["method"]:
        found["http.request.method"] = match["method"]
    if url := _URL.search(text):
        found |= target(url[0].rstrip("."))
    if status := _STATUS.search(text) or _BARE.search(text):
        found |= response(status[1])
    if error := _ERROR.search(text):
        found["error.type"] = error[0]
    elif "blocked by CORS policy" in text:
        found["error.type"] = "cors"
    return Layer(text, None, found)


FORMAT = Grammar(
    name="chrome-console",
    title="Chrome console",
    pattern=line(
        r"(?:\S{1,200}:\d{1,7}(?::\d{1,7})?:?\s+)?(?:Uncaught \(in promise\) )?"
        rf"(?:(?P<method>{METHOD}) https?://\S+ (?:net::ERR_\w+|\d{{3}} \()"
        r"|Access to \S+ at '[^']{1,2000}' (?:\(redirected from '[^']{1,2000}'\) )?from origin"
        r"|Failed to load resource: ).*"
    ),
    read=_read,
    marks=(
        (
            17,
            r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) https?://|from origin |Failed to load resource: ",
        ),
    ),
    examples=(
        "GET https://shop.example/cart net::ERR_FAILED 429 (Too Many Requests)",
        "app.js:186  POST https://shop.example/pay 500 (Internal Server Error)",
        "Access to fetch at 'https://shop.example/cart' from origin 'https://www.example' has been"
        " blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present.",
        "Failed to load resource: the server responded with a status of 503 ()",
    ),
)
