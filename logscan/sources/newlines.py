"""Counting newlines, the one thing that is done to every byte besides the scan."""

from __future__ import annotations

SHORT = 4 << 10


def newlines(data: bytes, start: int = 0, end: int | None = None) -> int:
    """How many newlines stand in a part of `data`.

    In long parts deleting them is half as fast again as `bytes.count` up to Python 3.12.
    """
    stop = len(data) if end is None else end
    if stop - start <= SHORT:
        return data.count(b"\n", start, stop)
    part = data if start == 0 and stop == len(data) else data[start:stop]
    return len(part) - len(part.replace(b"\n", b""))
