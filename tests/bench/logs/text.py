"""Text as a stream of chunks of about the size that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

Text = Iterator[bytes]
KindsOfText = dict[str, Callable[[int], Text]]
"""Kinds of logs by name: each gives the text for a size in bytes."""


def upto(size: int, lines: Iterator[str], at_once: int = 1000) -> Text:
    """Lines, newlines added, until `size` is reached: the last line is the one that reaches it.

    `at_once` lines are in memory together.
    """
    left = size
    while left > 0:
        data = ("\n".join(islice(lines, at_once)) + "\n").encode()
        if len(data) > left:
            data = data[: data.index(b"\n", left - 1) + 1]
        left -= len(data)
        yield data
