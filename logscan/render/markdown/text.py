"""The escaping room of Markdown: log text stands in fenced blocks or inline code, nowhere else.

Backslashes do not stop GitHub from linking `@name`, `#1`, a commit id or a bare URL, code does. So
in a sentence every word that is not plainly a word is set as inline code.
"""

from __future__ import annotations

import re
from functools import reduce

from logscan.patterns import pattern
from logscan.render._escape import visible, visible_lines

_PLAIN = pattern(
    r"""[("']{0,2}(?:[^\W_]+(?:[-'/.,%=+][^\W_]+)*|\d\d:\d\d(?::\d\d)?)%?[)"']{0,2}[.,;:!?]{0,2}[)"']?[.,;]?"""
    r"|[.,;:!?)]{1,3}"
)
_SIGNS = ("-", "=", "+", "->", "/")
_LINKED = pattern(r"(?i)(?:.*www\.|.*gh-\d|[0-9a-f]{7,64}\W*$)")
_NUMBERED = pattern(r"\d+[.)]$")
_LONGEST = 60
"""Lines of one record that a fenced block shows."""


def text(sentence: str) -> str:
    """A sentence on one line, safe in a paragraph, a heading, a list item or a link's text.

    What stands between backticks stays code; so does every word that Markdown could read otherwise.
    """
    if not sentence.strip():
        return "(empty)"
    parts = re.split(r"`([^`]+)`", " ".join(sentence.split()))
    shown = (code(p) if n % 2 else _words(p, n == 0) for n, p in enumerate(parts))
    return reduce(_joined, filter(None, shown))


def code(value: str) -> str:
    """Inline code: its fence is longer than any run of backticks in it."""
    shown = visible(" ".join(value.split()))
    if not shown:
        return "(empty)"
    fence = "`" * (_longest_run(shown) + 1)
    pad = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def cell(markdown: str) -> str:
    """Finished Markdown for a table's cell, on one line and without ending the cell."""
    return markdown.replace("|", "\\|")


def fence(content: str, indent: int = 0, language: str = "text") -> list[str]:
    """A fenced block whose fence is longer than any run of backticks in it."""
    lines = visible_lines(content)
    if len(lines) > _LONGEST:
        half = _LONGEST // 2
        lines = [*lines[:half], f"... {len(lines) - 2 * half} more lines ...", *lines[-half:]]
    mark = "`" * max(3, max(map(_longest_run, lines)) + 1)
    return [" " * indent + line for line in (mark + language, *lines, mark)]


def link(title: str, url: str) -> str:
    """A link to a web page; any other address is shown as code."""
    if not re.fullmatch(r"https?://[!-~]+", url):
        return f"{text(title)} ({code(url)})"
    safe = re.sub(r"[<>()\[\]\\`\"|]", lambda m: f"%{ord(m[0]):02X}", url)
    return f"[{text(title)}](<{safe}>)"


def _joined(left: str, right: str) -> str:
    """Both side by side; backticks that meet would become one fence."""
    return left + (" " if left[-1] == right[0] == "`" else "") + right


def _words(sentence: str, opens: bool) -> str:
    """Plain words as they are, all others as inline code; `opens` where a block may begin here."""
    tokens = sentence.split(" ")
    return " ".join(
        token if token == "" or _is_safe(token, opens and n == 0) else code(token)
        for n, token in enumerate(tokens)
    )


def _is_safe(word: str, first: bool) -> bool:
    """Whether a word may stand as it is; what begins a list may not stand at the beginning."""
    if first and (word in _SIGNS or _NUMBERED.match(word)):
        return False
    return word in _SIGNS or _is_plain(word)


def _is_plain(word: str) -> bool:
    return bool(_PLAIN.fullmatch(word)) and not _LINKED.match(word) and visible(word) == word


def _longest_run(line: str) -> int:
    return max(map(len, re.findall(r"`+", line)), default=0)
