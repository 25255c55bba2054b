"""The words of an explanation: steps that hold or do not, places, distances, differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from logscan.detect.windows import agree
from logscan.model import Hit

LONGEST = 110


class Said(NamedTuple):
    """One step of an explanation: whether it holds (None: open, or just to know), and how."""

    holds: bool | None
    text: str
    depth: int = 0


def place(hit: Hit) -> str:
    """Where a hit stands, with the beginning of its text."""
    text = hit.event.message.strip().split("\n")[0][:LONGEST]
    return f"{hit.event.record.source}:{hit.event.record.line}: {text}"


def gap(hit: Hit, other: Hit) -> str:
    """How far apart two hits are, in seconds or lines."""
    if hit.time is None or other.time is None:
        lines = other.order[1] - hit.order[1]
        return f"{abs(lines)} lines {'later' if lines >= 0 else 'earlier'}"
    seconds = other.time - hit.time
    return f"{abs(seconds):.4g} s {'later' if seconds >= 0 else 'earlier'}"


def differing(one: Hit, other: Hit, same: Sequence[str]) -> Mapping[str, tuple[object, object]]:
    """The attributes in which two hits differ that should be the same."""
    return {
        name: (one.values.get(name), other.values.get(name))
        for name in same
        if agree(one, other, [name]) is False
    }
