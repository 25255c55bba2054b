"""The chunks of a plain file: where each ends, what is found in it, and that as bytes."""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from logscan.model import COUNT_STEP, Ahead
from logscan.sources.encodings import Losses, clean
from logscan.sources.newlines import newlines

Scan = Callable[[bytes], Sequence[tuple[int, int]]]
"""Where factors stand in a block: offset of the last byte, and the factor's number."""

BACK = 64 << 10
"""So far before a chunk its first newline is looked for at first."""
_HEAD = struct.Struct("=IQIIII")
"""Number, first byte, size, places, counts of lines, bytes of text."""
_WORD = 4


class Found(NamedTuple):
    """What was found in a chunk; a size of nothing is a refusal: its taker looks for itself."""

    number: int
    start: int = 0
    """Where it begins in the file."""
    size: int = 0
    text: bytes = b""
    """The chunk cleaned, where that changes it."""
    ahead: Ahead = Ahead((), (0,))


class _Pairs:
    """Places as they were packed; in a storm nobody asks for them."""

    def __init__(self, flat: array[int]) -> None:
        self._flat = flat

    def __iter__(self) -> Iterator[tuple[int, int]]:
        flat = iter(self._flat)
        return zip(flat, flat, strict=True)


class Chunks(NamedTuple):
    """A file in chunks of equal size, each going from the newline before it to its last one.

    These are the blocks that a source makes of a plain file: it reads so many bytes at a time.
    """

    descriptor: int
    start: int
    """Where the text begins, behind a byte order mark."""
    size: int

    @property
    def whole(self) -> int:
        """How many whole chunks there are."""
        return os.fstat(self.descriptor).st_size // self.size

    def number(self, end: int) -> int:
        """The chunk in which a piece of text was cut off that ends at byte `end`."""
        return (end - 1) // self.size

    def look(self, number: int, scan: Scan) -> Found:
        """Read a chunk and see what is in it."""
        begin, stop = number * self.size, (number + 1) * self.size
        start = self._behind_newline(begin) if number else self.start
        if start < 0:
            return Found(number)
        data = os.pread(self.descriptor, stop - start, start)
        end = data.rfind(b"\n", max(begin - start, 0)) + 1
        if len(data) < stop - start or not end:
            return Found(number)
        return looked_at(number, start, data[:end], scan)

    def _behind_newline(self, begin: int) -> int:
        """Where the line begins that goes on at `begin`, or -1 where it is as long as a chunk."""
        for reach in (min(BACK, self.size), self.size):
            before = os.pread(self.descriptor, reach, begin - reach)
            at = before.rfind(b"\n") + 1
            if at:
                return begin - reach + at
        return -1


def looked_at(number: int, start: int, data: bytes, scan: Scan) -> Found:
    """What is found in a chunk; a refusal where cleaning loses bytes, which its taker must say."""
    losses = Losses()
    text = clean(data, losses)
    if losses != Losses():
        return Found(number)
    ahead = Ahead(scan(text), _counted(text))
    return Found(number, start, len(data), b"" if text is data else text, ahead)


def _counted(text: bytes) -> list[int]:
    """How many newlines stand before each multiple of COUNT_STEP, and in the whole."""
    counts = [0]
    for at in range(0, len(text), COUNT_STEP):
        counts.append(counts[-1] + newlines(text, at, min(at + COUNT_STEP, len(text))))
    return counts


def packed(found: Found) -> bytes:
    """What was found, for another process of this machine."""
    places = array("I", chain.from_iterable(found.ahead.places))
    lines = array("I", found.ahead.lines)
    head = _HEAD.pack(
        found.number, found.start, found.size, len(places), len(lines), len(found.text)
    )
    return b"".join((head, places.tobytes(), lines.tobytes(), found.text))


def split_off(data: bytearray) -> tuple[int, bytes] | None:
    """The first whole message in `data`, from which it is taken away, behind its chunk's number."""
    if len(data) < _HEAD.size:
        return None
    number, _, _, places, lines, text = _HEAD.unpack_from(data)
    end = _HEAD.size + (places + lines) * _WORD + text
    if len(data) < end:
        return None
    message = bytes(data[:end])
    del data[:end]
    return number, message


def unpacked(message: bytes) -> Found:
    """What `packed` was given."""
    number, start, size, places, lines, text = _HEAD.unpack_from(message)
    first = _HEAD.size + places * _WORD
    second = first + lines * _WORD
    flat = array("I", message[_HEAD.size : first])
    counts = array("I", message[first:second])
    ahead = Ahead(_Pairs(flat), counts)
    return Found(number, start, size, message[second : second + text], ahead)
