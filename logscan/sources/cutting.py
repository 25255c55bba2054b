"""UTF-8 pieces of any length -> Blocks that end where a line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from logscan.model import Block
from logscan.sources.encodings import Losses, clean

JSON = re.compile(rb'\s*(?:\{|\[\s*[\[{"])')
BLOCK_LIMIT = 8 << 20


@dataclass(slots=True)
class LongLines:
    """Lines that were longer than a block may be, and are no JSON (there it is usual)."""

    count: int = 0
    longest: int = 0
    _size: int = 0
    _json: bool = False

    def piece(self, data: bytes, ended: bool) -> None:
        """Take note of the next piece of a line; `ended` with its last one."""
        if not self._size:
            self._json = JSON.match(data, data.rfind(b"\n") + 1) is not None
        self._size += len(data)
        if ended:
            self.count += not self._json
            self.longest = max(self.longest, 0 if self._json else self._size)
            self._size = 0

    @property
    def open(self) -> bool:
        """Whether the line being read was already cut."""
        return self._size > 0

    def remarks(self) -> list[str]:
        """At most one sentence."""
        if not self.count:
            return []
        if self.count == 1:
            return [f"a line of {self.longest:,} bytes was cut in pieces for reading"]
        return [f"{self.count:,} lines of up to {self.longest:,} bytes were cut for reading"]


@dataclass(slots=True)
class Cutter:
    """Gathers pieces into blocks of about `size` bytes, at most `limit`; live: as they come."""

    losses: Losses
    long_lines: LongLines
    size: int
    limit: int = BLOCK_LIMIT
    live: bool = False
    _held: list[bytes] = field(default_factory=list)
    _have: int = 0

    def cut(self, chunks: Iterable[bytes]) -> Iterator[Block]:
        """The blocks of `chunks`; only the last one, or a piece of a long line, lacks a newline."""
        return map(self.block, self.pieces(chunks))

    def pieces(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """What `block` makes blocks of; it is to be given them in their order."""
        for chunk in chunks:
            self._hold(chunk)
            if self._have > self.limit:
                yield from self._cut_long()
            elif self._have >= self.size or self.live:
                yield from self._cut_short(chunk)
        yield from self._cut_long()
        if self._have:
            yield self._release()

    def _hold(self, data: bytes) -> None:
        if data:
            self._held.append(data)
            self._have += len(data)

    def _release(self) -> bytes:
        data = self._held[0] if len(self._held) == 1 else b"".join(self._held)
        self._held.clear()
        self._have = 0
        return data

    def _cut_short(self, chunk: bytes) -> Iterator[bytes]:
        """Everything up to the last newline of `chunk`, the piece that was held last."""
        end = chunk.rfind(b"\n") + 1
        if end:
            data = b"".join((*self._held[:-1], memoryview(chunk)[:end]))
            self._held.clear()
            self._have = 0
            self._hold(chunk[end:])
            yield data

    def _cut_long(self) -> Iterator[bytes]:
        """Pieces while more is held than one may be: at a newline, else inside the line."""
        if self._have <= self.limit:
            return
        data = self._release()
        start = 0
        while len(data) - start > self.limit:
            end = data.rfind(b"\n", start, start + self.limit) + 1
            end = end or boundary(data, start, start + self.limit)
            yield data[start:end]
            start = end
        self._hold(data[start:])

    def block(self, data: bytes, text: bytes | None = None) -> Block:
        """A piece as a block; `text` is the same cleaned, where that was done already."""
        self._watch_length(data)
        return Block(clean(data, self.losses) if text is None else text)

    def _watch_length(self, data: bytes) -> None:
        """Long lines: a block without a newline at its end, or the rest of such a line."""
        if self.long_lines.open:
            self.long_lines.piece(data[: data.find(b"\n") + 1] or data, b"\n" in data)
        elif not data.endswith(b"\n") and len(data) > self.limit - 4:
            self.long_lines.piece(data, False)


def boundary(data: bytes, start: int, end: int) -> int:
    """The last place in `start`..`end` where no UTF-8 sequence is cut, or `end` without one."""
    for back in range(end - 1, max(start, end - 4), -1):
        byte = data[back]
        if byte & 0xC0 != 0x80:
            length = 1 if byte < 0xC2 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if back + length > end else end
    return end
