"""One source of log text: its head for a look, its blocks for one pass, and what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from functools import cache
from typing import BinaryIO, NamedTuple, cast

from logscan.model import Block
from logscan.sources import payloads
from logscan.sources.archives import kind
from logscan.sources.compression import expanded, sniff
from logscan.sources.cutting import BLOCK_LIMIT, Cutter, LongLines, boundary
from logscan.sources.encodings import Losses, as_utf8, binary, clean
from logscan.sources.gunzip import Note
from logscan.sources.order import Shape, newest_first
from logscan.sources.readers import Pipe, Reader, Tally, peeled, pieces, reason
from logscan.sources.turning import spooled, turned

HEAD_SIZE = 64 << 10
BLOCK_SIZE = 1 << 20
ARENA = 24 << 20
LIVE_READ = 256 << 10


class _Text(NamedTuple):
    encoding: str
    head: bytes
    """The first 64 KiB (of a live source: what came first)."""
    chunks: Iterator[bytes]
    """All of it, the head included."""
    unpacked: bool
    """Whether it came out of payloads."""


class PlainFile(NamedTuple):
    """UTF-8 text that lies in a file as it is read, oldest line first."""

    descriptor: int
    start: int
    """Where the text begins, behind a byte order mark."""
    chunks: Iterator[bytes]
    """All of it."""


Taker = Callable[[PlainFile, Cutter], Iterator[Block]]
"""Makes the blocks of a plain file with the cutter that knows what to say about it."""


class Source:
    """One source of log text.

    `name` is as the user knows it; `size` counts the bytes that `read` will reach, None where
    unknown; `live` sources give each line as soon as it is there; `encoding` is known once
    `head()` or `blocks()` was called.
    """

    def __init__(
        self,
        name: str,
        opened: Callable[[], Reader],
        *,
        size: int | None = None,
        live: bool = False,
        seekable: bool = False,
    ) -> None:
        self.name = name
        self.size = size
        self.live = live
        self.encoding = "utf-8"
        self._opened = opened
        self._seekable = seekable
        self._notes: list[str] = []
        self._losses = Losses()
        self._long_lines = LongLines()
        self._tally: Tally | None = None
        self._head: bytes | None = None

    def __repr__(self) -> str:
        return f"Source({self.name!r})"

    @property
    def read(self) -> int:
        """Raw bytes consumed so far."""
        return self._tally.total if self._tally else 0

    @property
    def problems(self) -> list[str]:
        """What was wrong so far, one sentence each; complete once `blocks()` has ended."""
        return [*self._notes, *self._losses.remarks(), *self._long_lines.remarks()]

    def head(self) -> bytes:
        """The first 64 KiB of clean UTF-8 text, in the order of the source; may end in a line.

        Repeatable, takes nothing away. Of a live source: what came within 200 ms of the first
        call, maybe nothing. What cannot be opened has an empty head.
        """
        if self._head is None or (self.live and not self._tally):
            try:
                self._head = self._look()
            except OSError:
                self._head = b""
        return self._head

    def _look(self) -> bytes:
        reader = self._opened()
        try:
            first = reader.beginning(HEAD_SIZE) if isinstance(reader, Pipe) else None
            chunks = pieces(Tally(reader, _ignored), HEAD_SIZE) if first is None else iter([first])
            text = self._text(chunks, Losses(), _ignored)
            self.encoding = text.encoding
            return _head(text.head)
        finally:
            if not isinstance(reader, Pipe):
                reader.close()

    def blocks(
        self, size: int = BLOCK_SIZE, *, turn: bool = True, plain: Taker | None = None
    ) -> Generator[Block, None, None]:
        """One pass over the whole text, in blocks of about `size` bytes.

        A source that is newest first is turned round unless `turn` is False. Never raises for bad
        data or a device that fails: `problems` says what happened. A plain file that is not turned
        round is left to `plain`, if given.
        """
        _keep_pages()
        try:
            reader = self._tally = Tally(self._opened(), self._notes.append)
        except OSError as error:
            self._notes.append(f"cannot be opened: {reason(error)}")
            return
        try:
            yield from self._blocks(reader, size, turn, plain)
        except OSError as error:
            self._notes.append(f"reading broke off after {self.read:,} bytes: {reason(error)}")
        finally:
            reader.close()

    def _blocks(self, reader: Tally, size: int, turn: bool, plain: Taker | None) -> Iterator[Block]:
        step = LIVE_READ if self.live else min(size, BLOCK_LIMIT)
        raw, chunks = peeled(pieces(reader, step), self._least, HEAD_SIZE)
        text = self._text(chunks, self._losses, self._notes.append)
        self.encoding = text.encoding
        if self.live:
            self._head = _head(text.head)
            if refused := _refused(raw, text.head):
                self._notes.append(refused)
                return
        shape = newest_first(text.head) if turn else None
        as_it_is = sniff(raw) is None and text.encoding.startswith("utf-8") and not text.unpacked
        lies_plain = self._seekable and as_it_is and not self._losses.nuls
        if shape is None:
            cutter = Cutter(self._losses, self._long_lines, size, live=self.live)
            if plain is not None and lies_plain:
                yield from plain(PlainFile(reader.descriptor, self._start, text.chunks), cutter)
            else:
                yield from cutter.cut(text.chunks)
        elif lies_plain:
            yield from self._turned_file(reader, shape, size)
        else:
            with spooled(text.chunks) as spool:
                yield from turned(spool, 0, shape, self._losses, size)

    @property
    def _start(self) -> int:
        """Where the text begins in a plain file."""
        return 3 if self.encoding == "utf-8-sig" else 0

    def _turned_file(self, reader: Tally, shape: Shape, size: int) -> Iterator[Block]:
        """A plain file is read backwards where it lies; progress is what was given out."""
        start = reader.total = self._start
        with cast(BinaryIO, self._opened()) as file:
            for block in turned(file, start, shape, self._losses, size):
                reader.total += len(block.data)
                yield block

    @property
    def _least(self) -> int:
        """How many bytes to wait for before the encoding is judged."""
        return 4 if self.live else HEAD_SIZE

    def _text(self, chunks: Iterable[bytes], losses: Losses, note: Note) -> _Text:
        """Raw chunks as UTF-8 text: unpacked, transcoded, payloads rewritten."""
        encoding, text = as_utf8(expanded(chunks, note), losses, self._least, HEAD_SIZE)
        head, text = peeled(text, self._least, HEAD_SIZE)
        unpacked = payloads.wanted(head)
        if unpacked:
            head, text = peeled(payloads.unwrapped(text, note), self._least, HEAD_SIZE)
        return _Text(encoding, head, text, unpacked)


@cache
def _keep_pages() -> None:
    """Let the allocator keep the pages of blocks, which makes reading three times as fast.

    glibc gives memory back at once that is larger than the largest piece that was ever freed. This
    piece is never touched, so it costs nothing.
    """
    bytes(ARENA)


def _refused(raw: bytes, text: bytes) -> str | None:
    """Why a live source is not read: files are judged before they become sources."""
    if what := kind(raw, text):
        return f"is a {what} archive, which is only read from a file"
    if binary(text) or (sniff(raw) is None and binary(raw)):
        return "is binary data and was not read"
    return None


def _head(text: bytes) -> bytes:
    return clean(text[: boundary(text, 0, len(text))], Losses())


def _ignored(_: str) -> None:
    """The head's own remarks are made again, and kept, by the pass over the whole."""
