"""Newest first -> oldest first: entries from the last to the first, read backwards in pieces."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from logscan.model import Block
from logscan.sources.cutting import BLOCK_LIMIT, boundary
from logscan.sources.encodings import Losses, clean
from logscan.sources.newlines import newlines
from logscan.sources.order import Shape

# A longer entry is taken apart rather than held in memory.
ENTRY_LIMIT = 64 << 20
BACKWARDS = 1 << 20


class _Entry(NamedTuple):
    data: bytes
    line: int
    """1-based number of its first line."""


def spooled(chunks: Iterable[bytes]) -> BinaryIO:
    """A temporary file, gone when closed, that holds `chunks`."""
    from tempfile import TemporaryFile  # slow to import, and few sources are turned round

    spool = TemporaryFile(prefix="logscan-")  # noqa: SIM115 (the caller closes it)
    for chunk in chunks:
        spool.write(chunk)
    return spool


def turned(
    file: BinaryIO, start: int, shape: Shape, losses: Losses, size: int, limit: int = BLOCK_LIMIT
) -> Iterator[Block]:
    """The text of `file` from byte `start` on as blocks, its entries in reversed order.

    What stands before the first entry stays in front; a pretty-printed array stays one.
    """
    file.seek(start)
    preamble = file.read(shape.preamble)
    lines, end, whole = _measured(file, start)
    first = start + shape.preamble
    entries = _backwards(file, first, end, shape, lines if whole else lines + 1)
    pages = _Pages(losses, size, limit)
    pages.add(_Entry(preamble, 1))
    for entry in _elements(entries) if shape.array else entries:
        if pages.full(len(entry.data)):
            yield from pages.blocks()
        pages.add(entry)
    yield from pages.blocks()


def _measured(file: BinaryIO, start: int) -> tuple[int, int, bool]:
    """Newlines from `start` on, the end of the file, and whether a newline is its last byte."""
    file.seek(start)
    lines, piece, end = 0, b"\n", start
    while data := file.read(BACKWARDS):
        piece, lines, end = data, lines + newlines(data), end + len(data)
    return lines, end, piece.endswith(b"\n")


def _backwards(file: BinaryIO, start: int, end: int, shape: Shape, last: int) -> Iterator[_Entry]:
    """Entries between two offsets from the last to the first; `last` is the last line's number."""
    rest = b""
    while end > start:
        begin = max(start, end - max(BACKWARDS, len(rest)))
        file.seek(begin)
        rest, end = file.read(end - begin) + rest, begin
        keep = 0 if begin == start else _unfinished(rest, shape)
        taken = _split(rest[keep:], shape)
        for data in reversed(taken):
            last -= newlines(data) + (not data.endswith(b"\n"))
            yield _Entry(data, last + 1)
        rest = rest[:keep]
        if taken and rest and not rest.endswith(b"\n"):
            last += 1  # the line that was taken apart goes on in front


def _unfinished(text: bytes, shape: Shape) -> int:
    """How many first bytes of `text` belong to an entry that begins further in front."""
    line = text.find(b"\n") + 1
    entry = shape.start.search(text, line) if line else None
    if entry:
        return entry.start()
    return len(text) if len(text) < ENTRY_LIMIT else line or 1


def _split(text: bytes, shape: Shape) -> list[bytes]:
    """`text` cut before each entry."""
    starts = [match.start() for match in shape.start.finditer(text)]
    edges = sorted({0, *starts, len(text)})
    return [text[a:b] for a, b in pairwise(edges)]


def _elements(entries: Iterable[_Entry]) -> Iterator[_Entry]:
    """The elements of an array, last one first, with the commas of their new order and its end.

    An element that the end of the file cut off goes behind the array, which stays readable.
    """
    footer, fragment, before = _Entry(b"]\n", 0), None, None
    for number, (data, line) in enumerate(entries):
        body = data.rstrip()
        if number == 0 and body.endswith(b"]"):
            footer = _Entry(b"]\n", line + newlines(body))
            body = body[:-1].rstrip()
        if number == 0 and not body.endswith((b"}", b"},")):
            fragment, footer = _Entry(data, line), _Entry(b"]\n", line)
            continue
        if before:
            yield _Entry(before.data + b",\n", before.line)
        before = _Entry(body.removesuffix(b","), line)
    if before:
        yield _Entry(before.data + b"\n", before.line)
    yield footer._replace(line=footer.line or (before.line if before else 1))
    if fragment:
        yield fragment


@dataclass(slots=True)
class _Pages:
    """Gathers entries into blocks that know the number of each of their lines."""

    losses: Losses
    size: int
    limit: int
    _parts: list[bytes] = field(default_factory=list)
    _numbers: array[int] = field(default_factory=lambda: array("Q"))
    _have: int = 0

    def full(self, more: int) -> bool:
        """Whether what is gathered makes a block before `more` bytes come."""
        return self._have >= self.size or self._have + more >= self.limit

    def add(self, entry: _Entry) -> None:
        """Put an entry behind the others; its last line gets a newline."""
        data = entry.data
        if data:
            data = data if data.endswith(b"\n") else data + b"\n"
            self._parts.append(data)
            self._have += len(data)
            self._numbers.extend(range(entry.line, entry.line + newlines(data)))

    def blocks(self) -> Iterator[Block]:
        """What was gathered: one block, or several where one entry alone is over the limit."""
        data, numbers = b"".join(self._parts), self._numbers
        self._parts, self._numbers, self._have = [], array("Q"), 0
        while len(data) > self.limit:
            end = data.rfind(b"\n", 0, self.limit) + 1 or boundary(data, 0, self.limit)
            ended = newlines(data[:end])
            here = numbers[: ended + (data[end - 1 : end] != b"\n")]
            yield Block(clean(data[:end], self.losses), here)
            data, numbers = data[end:], numbers[ended:]
        if data:
            yield Block(clean(data, self.losses), numbers)
