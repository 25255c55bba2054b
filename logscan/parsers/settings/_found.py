"""What a settings file says: names of facts, values and lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from logscan.model import Value

MIB = {
    "": 1 / 1048576,
    "b": 1 / 1048576,
    "k": 1 / 1024,
    "ki": 1 / 1024,
    "m": 1.0,
    "mi": 1.0,
    "mb": 1.0,
    "g": 1024.0,
    "gi": 1024.0,
    "gb": 1024.0,
}


class NotUnderstoodError(Exception):
    """A settings file that cannot be read, said in a sentence for the report."""


class Found(NamedTuple):
    """One setting."""

    name: str
    value: Value
    line: int


def scalar(value: object) -> Value | None:
    """A value as a fact holds it: digits as a number, anything nested as None."""
    if isinstance(value, (bool, int, float)):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()
    return int(text) if re.fullmatch(r"\d{1,15}", text) else text


def mebibytes(value: object) -> int | None:
    """A memory size such as 512Mi, 2G or 1Gi in MiB."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([a-z]*)", str(value).strip().lower())
    if not found or found[2] not in MIB:
        return None
    return round(float(found[1]) * MIB[found[2]])


def substituted(text: str, env: Mapping[str, str]) -> str:
    """A shell text with the variables that are known, or have a default, filled in."""

    def fill(found: re.Match[str]) -> str:
        name = found["braced"] or found["plain"]
        return env.get(name) or found["default"] or found[0]

    pattern = r"\$(?:\{(?P<braced>\w+)(?::?-(?P<default>[^{}$]*))?\}|(?P<plain>[A-Za-z_]\w*))"
    return re.sub(pattern, fill, text)
