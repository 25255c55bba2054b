"""Takes terminal codes, byte order marks and line-end bytes off a line."""

from __future__ import annotations

import re

from logscan.patterns import pattern

_CODES = pattern(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[()*+][0-9A-Za-z]|[@-Z\\-_=>])"
)
_RESIDUE = pattern(r"(?<!\\u001b)(?<!\\u001B)(?<!\\x1b)\[(?:\d{1,3}(?:;\d{1,3}){0,4})?m", re.ASCII)
_LOST_RESET = pattern(r"==>\(B |\(B$")


def clean(line: str) -> str:
    """The line without colour codes (also those that lost their ESC), CR, NUL and BOM."""
    if "\x1b" in line:
        line = _CODES.sub("", line)
    if "[0m" in line or ("[3" in line and _RESIDUE.search(line)):
        line = _RESIDUE.sub("", line)
    if "(B" in line:
        line = _LOST_RESET.sub(lambda match: "==> " if match[0][0] == "=" else "", line)
    if line[:1] == "\ufeff":
        line = line[1:]
    return line.rstrip("\r\n\x00") if line[-1:] in "\r\n\x00" else line
