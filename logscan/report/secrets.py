"""Where secrets stand in a text: by their own shape, by the name before them, e-mail addresses.

All patterns take linear time on hostile text: a repeat is bounded, or begins only where a run of
its characters begins. What is already a placeholder is never found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from logscan.patterns import pattern


class Found(NamedTuple):
    """A secret: where it begins and ends, and what sort it is."""

    begin: int
    end: int
    kind: str


class Shape(NamedTuple):
    """A secret that is known by how it looks."""

    kind: str
    hints: tuple[str, ...]
    """Literals of which a text with such a secret holds one: looked for first, which is fast."""
    pattern: re.Pattern[str]
    """Its first group is the secret."""

    def may_be_in(self, text: str) -> bool:
        """Whether it is worth while to search the text with the pattern."""
        for hint in self.hints:  # a plain loop: this runs for every text and shape
            if hint in text:
                return True
        return not self.hints


_START = r"(?:(?<![\w-])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f][0-9A-Fa-f]))"
_URL = r"\b[A-Za-z][A-Za-z0-9+.-]{1,30}://"
_LOGIN = _URL + r"[^\s/:'\"<>]{0,128}:(?!\d{1,5}(?:[/?#\s]|$))"
_BEGIN = r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY"
_END = r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
SHAPES: tuple[Shape, ...] = tuple(
    Shape(kind, tuple(hints.split()), pattern(text, re.ASCII))
    for kind, hints, text in (
        ("private-key", "-----BEGIN", rf"(?s)({_BEGIN}.*?(?:{_END}|\Z))"),
        ("private-key", "", r"(?m)^[ \t]*((?=[A-Za-z0-9+/]{0,79}[A-Z])[A-Za-z0-9+/]{60,80}={0,2})"
                            r"[ \t\r]*$"),
        ("password", "://", _LOGIN + r"(?!\*+@)((?:(?!://)[^\s/?#'\"]){1,256})@"),
        ("password", "://", _LOGIN + r"(?!\*+@)((?:(?!://)[^\s'\"@]){1,256})@"),
        ("token", "://", _URL + r"([A-Za-z0-9_-]{16,256})@"),
        ("token", "AKIA ASIA", r"((?:AKIA|ASIA)[0-9A-Z]{16})"),
        ("token", "ghp_ gho_ ghu_ ghs_ ghr_", r"(gh[pousr]_[A-Za-z0-9]{20,255})"),
        ("token", "github_pat_", r"(github_pat_[A-Za-z0-9_]{20,255})"),
        ("token", "gl", r"(gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[\w-]{16,255})"),
        ("token", "xox xapp-", r"((?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,255})"),
        ("token", "hooks.slack", r"hooks\.slack\.com/(?:services|workflows)/([\w/-]{16,200})"),
        ("token", "k_live_ k_test_", r"([spr]k_(?:live|test)_[A-Za-z0-9]{10,255})"),
        ("token", "whsec_", r"(whsec_[A-Za-z0-9+/=]{16,255})"),
        ("token", "AIza", r"(AIza[\w-]{35})"),
        ("token", "ya29. GOCSPX-", r"((?:ya29\.|GOCSPX-)[\w-]{16,1024})"),
        ("token", "SG.", r"(SG\.[\w-]{10,64}\.[\w-]{16,128})"),
        ("token", "npm_ pypi- rnd_ HRKU- hf_ gsk_ npg_ sbp_ sb_secret_",
         r"((?:npm_|pypi-|rnd_|HRKU-|hf_|gsk_|npg_|sbp_|sb_secret_)"
         r"(?=[A-Za-z_-]{0,60}[0-9])[\w-]{12,512})"),
        ("token", "xkeysib- _v1_ shp sntry",
         r"((?:xkeysib-|do[opr]_v1_|shp(?:at|ca|pa|ss)_|sntry[su]_)[\w=/+-]{32,512})"),
        ("token", "sk-", _START + r"(sk-(?=[A-Za-z_-]{0,40}[0-9*])[\w*-]{8,512})"),
        ("token", "eyJ", _START + r"(eyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*)"),
        ("token", "re_", _START + r"(re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{16,64})"),
        ("token", "key- SK", _START + r"((?:key-|SK)[0-9a-f]{32})(?![\w-])"),
        ("token", "-us", _START + r"([0-9a-f]{32}-us[0-9]{1,2})(?![\w-])"),
        ("token", ".", _START + r"([MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40})(?![\w-])"),
        ("token", ":AA", r"(?<!\d)(\d{6,12}:AA[\w-]{33})(?![\w-])"),
        ("token", "/webhooks/", r"discord(?:app)?\.com/api/webhooks/\d{5,25}/([\w-]{20,200})"),
        ("token", "earer EARER asic ASIC", r"(?i)\b(?:bearer|basic)[ \t]{1,4}"
                                           r"(?=[\w.~+/-]{0,400}[0-9=])([\w.~+/=-]{8,4096})"),
        ("token", "? &", r"(?i)[?&](?:key|code|sig|auth)=([^\s&\"'<>#]{12,2048})"),
        ("secret", "-", r"(?i)--?(?:password|passwd|token|secret|api-?key)[ \t]"
                        r"([^\s\"'-][^\s\"']{0,255})"),
    )
)  # fmt: skip
_NAMES = ("pass", "pwd", "secret", "token", "credential", "key", "cookie", "authorization",
          "session", "sig", "connect.sid", "pin")  # fmt: skip
"""In lower case, one of them is in every name that `kind_of` knows."""
_EMAIL = pattern(r"[\w.%+-]{1,64}?(?:@|%40|\\u0040)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b")
_NOT_EMAIL = pattern(r"(?:git|celery)@|.*\.(?:service|local|internal|target|socket|localdomain)$")

_PLACEHOLDER = pattern(r"<redacted:[a-z-]+#\d+>")
_KEY = pattern(
    r"(?ai)(?<![\w.$-])(?P<name>(?:(?:api|secret|access|auth|private|debugger) )?[\w.$-]++)"
    r"(?P<sep>\\{0,3}[\"']?\]?[ \t]{0,4}(?:=>|:=|[:=]|%3[ad])[ \t]{0,4}"
    r"|\\{0,3}[\"'], ?(?=b?\\{0,3}[\"']))"
)
_NAME = pattern(
    r"(?P<password>passw(?:or)?d|passphrase|passcode|(?<![a-z])pwd|_pass$|^pass$|debugger_pin)"
    r"|(?P<cookie>(?:^|[._])(?:set_)?cookie2?$)|(?P<authorization>authorization$)"
    r"|(?P<token>token(?!s|iz)|session_?id|csrf_?token|signature$|^sig$|^connect\.sid$)"
    r"|(?P<secret>secret|credential)"
    r"|(?P<key>(?:api|access|private|signing|encryption|auth|master|account|shared)_?key"
    r"|^x_\w*key$)"
)
_ENV_KEY = pattern(r"(?!.*(?:PRIMARY|FOREIGN|PUBLIC|CACHE|SORT|PARTITION))[A-Z0-9_]*_KEY")
_NAME_OF_OTHER = pattern(
    r"(?:type|count|limit|ttl|expir\w*|_in|name|ur[li]|endpoint|length|size|file|path|error|age"
    r"|exception|warning|policy|version|hashers|validators?|field|status|class|required|usage"
    r"|missing|invalid|failed|reset|timeout|_at|(?<!session)_id|notfound)$|idempotency|cache_key"
)
_QUOTED = pattern(r"(?s)b?(?P<open>\\{0,3}[\"'])(?P<value>.*?)(?<!\\)(?=(?P=open))")
_BARE = pattern(r"(?:(?![,;&](?:\s|$|[\w.-]{1,40}[=:]))[^\s\"'])+")
_PAIRS = pattern(r"[^\s;=\"']+=[^\s;\"']*(?:;[ ]?[^\s;=\"']+(?:=[^\s;\"']*)?)*")
_SCHEME = pattern(r"(?i)(?:bearer|basic|token|digest|negotiate|apikey|key)(?:[ \t]+|$)")
_NO_SECRET = pattern(
    r"(?ai)[*.•]+|x{3,}|<[^<>]{1,60}>|\[?filtered\]?|(?-i:\$\{?[A-Z_][A-Z0-9_]*\}?)|\{[\w .-]*\}"
    r"|\{\{.*|%s|%\(\w+\)s|=.*|\W?|(?:self|settings|config|os|app|request|env|kwargs)\.\w.*"
    r"|[a-z_][\w.]*[(\[].*|(?:none|null|nil|true|false|undefined|unset|missing|required|invalid|empty"
    r"|expired|incorrect|wrong|not|is|was|are|must|the|an?|and|or|for|field|no|yes|ok|on|off|failed"
    r"|failure|error|denied|revoked|str|string|bytes|int|optional|any|header|value|mismatch"
    r"|authentication|this|does|has|cannot|should|input|changed|updated|reset)[.,;:!]?"
)


def by_shape(shape: Shape, text: str) -> Iterator[Found]:
    """Secrets of one of `SHAPES`, in order."""
    for match in shape.pattern.finditer(text):
        if not _PLACEHOLDER.fullmatch(match[1]):
            yield Found(*match.span(1), shape.kind)


def emails(text: str) -> Iterator[Found]:
    """Addresses of people; those of services, hosts in URLs and Git remotes are none."""
    if "@" not in text and "40" not in text:
        return
    for match in _EMAIL.finditer(text):
        in_url = text[max(0, match.start() - 2) : match.start()] == "//"
        if not in_url and not _NOT_EMAIL.match(match[0]):
            yield Found(*match.span(), "email")


def by_name(text: str) -> Iterator[Found]:
    """Values whose name says that they are secret: `NAME=value`, `"name": "value"`."""
    lower, at = text.lower(), 0
    if not any(name in lower for name in _NAMES):
        return
    while match := _KEY.search(text, at):
        at = match.end()
        kind = kind_of(match["name"])
        if kind and (span := _value(text, match, kind)):
            yield Found(*span, kind)
            at = max(at, span[1])


def kind_of(name: str) -> str:
    """What sort of secret has this name: a kind, or an empty string if it is none."""
    plain = name.lower().replace("-", "_").replace(" ", "_")
    if _NAME_OF_OTHER.search(plain):
        return ""
    if match := _NAME.search(plain):
        return match.lastgroup or ""
    return "key" if _ENV_KEY.fullmatch(name) else ""


def _value(text: str, key: re.Match[str], kind: str) -> tuple[int, int] | None:
    """Begin and end of the secret behind a name, if what stands there is one."""
    listed = "," in key["sep"]
    if listed and not re.match(r"(?i)x-|.*(?:authorization|cookie)$", key["name"]):
        return None
    begin = key.end()
    if quoted := _QUOTED.match(text, begin):
        begin, end = quoted.span("value")
    else:
        bare = (_PAIRS if kind == "cookie" else _BARE).match(text, _after_scheme(text, begin, kind))
        begin, end = bare.span() if bare else (begin, begin)
        end = begin + len(text[begin:end].rstrip(")]},;"))
    begin = min(_after_scheme(text, begin, kind), end)
    value = text[begin:end]
    prose = not quoted and ":" in key["sep"] and not re.search("[-_]", key["name"])
    prose = prose and kind in ("token", "secret", "key")
    if says_nothing(value, kind, prose) or value.lower() == key["name"].lower():
        return None
    return begin, end


def _after_scheme(text: str, begin: int, kind: str) -> int:
    scheme = _SCHEME.match(text, begin) if kind == "authorization" else None
    return scheme.end() if scheme else begin


def says_nothing(value: str, kind: str, prose: bool = False) -> bool:
    """Whether a value only says something about a secret, or is a placeholder."""
    if _NO_SECRET.fullmatch(value) or _PLACEHOLDER.fullmatch(value):
        return True
    if kind in ("password", "cookie"):
        return False
    words = re.fullmatch(r"[A-Za-z']+(?: [A-Za-z']+){2,}[.!]?", value)
    return bool(words) or (prose and len(value) < 20 and not re.search(r"\d", value))
