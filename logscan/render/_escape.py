"""Log text made harmless: nothing invisible, reordering or controlling is left in it."""

from __future__ import annotations

import re
import unicodedata

from logscan.patterns import pattern

_EMOJI = "\u203c-\u3299\U0001f000-\U0001faff"
_HARMFUL = pattern(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    f"|(?<![{_EMOJI}])\ufe0f"
)


def visible(text: str) -> str:
    r"""The text on one line, with control, bidi and zero-width characters as `\x1b` or `\u202e`.

    A tab becomes four spaces; a line feed becomes `\n`, so lines are to be split before.
    """
    return _HARMFUL.sub(_named, text)


def visible_lines(text: str) -> list[str]:
    """The lines of a record, each made visible; at least one."""
    return [visible(line.removesuffix("\r")) for line in text.split("\n")]


def columns(text: str) -> int:
    """How many columns a terminal needs for visible text."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(character) for character in text)


def clipped(text: str, width: int) -> str:
    """Visible text in at most `width` columns; what is left out is shown by an ellipsis."""
    if columns(text) <= width:
        return text
    room, kept = width - 3, 0
    for character in text:
        room -= _columns_of(character)
        if room < 0:
            break
        kept += 1
    return text[:kept] + "..."


def _columns_of(character: str) -> int:
    if unicodedata.combining(character) or character == "\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _named(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if character in "\t\n\r":
        return {"\t": "    ", "\n": "\\n", "\r": "\\r"}[character]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
