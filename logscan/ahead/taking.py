"""The main process's part: blocks in order, each looked at once, by whoever was free."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from logscan.ahead.chunks import Chunks, Found, Scan, looked_at, packed, unpacked
from logscan.ahead.crew import PATIENCE_SECONDS, Crew, may_fork
from logscan.model import Block
from logscan.prefilter import SMALL, Prefilter
from logscan.sources import BLOCK_SIZE, Source
from logscan.sources.cutting import Cutter
from logscan.sources.source import PlainFile


@dataclass(frozen=True, slots=True)
class Jobs:
    """In how many processes a source is scanned.

    Only the chunks of plain files are looked at ahead, which are read in the order of their bytes;
    all else is read as by one process. What comes out is the same.
    """

    number: int = 1
    """All processes, this one included; 0 for as many as there are cores to run on."""
    chunk: int = BLOCK_SIZE
    least: int = 32 << 20
    """A smaller file is read faster than a process is started."""
    sharing: bool = True
    """Whether this process looks ahead as well while it would wait."""

    def blocks(
        self, source: Source, prefilter: Prefilter, wanted: Callable[[], bool] = lambda: True
    ) -> Generator[Block, None, None]:
        """The blocks of a source, many with what `prefilter` finds in them.

        `wanted` is asked before each block whether that is of use.
        """
        helpers = (self.number or _cores()) - 1
        if helpers < 1 or (source.size or 0) < max(self.least, 2 * self.chunk) or not may_fork():
            return source.blocks(self.chunk)
        prefilter.scan(bytes(SMALL))  # so that it is compiled before this process is copied
        return source.blocks(
            self.chunk, plain=partial(self._taken, helpers, prefilter.scan, wanted)
        )

    def _taken(
        self,
        helpers: int,
        scan: Scan,
        wanted: Callable[[], bool],
        file: PlainFile,
        cutter: Cutter,
    ) -> Iterator[Block]:
        chunks = Chunks(file.descriptor, file.start, self.chunk)
        crew = Crew(chunks.whole)
        try:
            crew.start(helpers, lambda number: packed(chunks.look(number, scan)))
            queue = _Queue(chunks, cutter.pieces(file.chunks), crew, scan, self.sharing)
            for piece in queue.pieces():
                found = queue.found(piece) if wanted() else None
                if found is None:
                    yield cutter.block(piece.data)
                else:
                    block = cutter.block(piece.data, found.text or piece.data)
                    yield block._replace(ahead=found.ahead)
        finally:
            crew.close()


class _Piece(NamedTuple):
    """What will be a block, and the chunk that it should be."""

    number: int
    start: int
    data: bytes


class _Queue:
    """The pieces of a file in order, and who looks at them.

    A chunk that nobody has taken when it is needed is left to those who take the block; while
    another one still looks at what is needed, later chunks are looked at here.
    """

    def __init__(
        self,
        chunks: Chunks,
        pieces: Iterator[bytes],
        crew: Crew,
        scan: Scan,
        sharing: bool,
    ) -> None:
        self._chunks = chunks
        self._source = self._numbered(pieces)
        self._crew = crew
        self._scan = scan
        self._sharing = sharing
        self._waiting: deque[_Piece] = deque()
        self._next = 0
        """The first chunk of which nothing was asked yet."""

    def _numbered(self, pieces: Iterator[bytes]) -> Iterator[_Piece]:
        start = self._chunks.start
        for data in pieces:
            end = start + len(data)
            yield _Piece(self._chunks.number(end), start, data)
            start = end

    def pieces(self) -> Iterator[_Piece]:
        """All pieces in order."""
        while True:
            piece = self._waiting.popleft() if self._waiting else next(self._source, None)
            if piece is None:
                return
            yield piece

    def found(self, piece: _Piece) -> Found | None:
        """What was found in a piece; None where the taker of the block has to look for himself.

        To be asked for pieces in their order; who asks for none lets the others rest.
        """
        if piece.number < self._next or piece.number >= self._crew.count:
            return None
        for number in range(self._next, piece.number):
            self._crew.told(number)
        self._next = piece.number + 1
        message = self._wait(piece.number)
        found = unpacked(message) if message else None
        fits = found and (found.start, found.size) == (piece.start, len(piece.data))
        return found if fits else None

    def _wait(self, number: int) -> bytes | None:
        """What was found in a chunk; None where it is left to be looked at."""
        self._crew.allow(number)
        self._crew.gather()
        while not (message := self._crew.told(number)) and not self._crew.gone:
            mine = self._crew.take(number) if self._sharing else None
            if mine == number:
                return None
            if mine is None:
                self._crew.gather(PATIENCE_SECONDS)
            elif mine > number:
                self._look_at(mine)
                self._crew.gather()
        return message

    def _look_at(self, number: int) -> None:
        """Look at a later chunk, whose piece waits for its turn."""
        while not self._waiting or self._waiting[-1].number < number:
            piece = next(self._source, None)
            if piece is None:
                return
            self._waiting.append(piece)
        last = self._waiting[-1]
        if last.number == number:
            found = looked_at(number, last.start, last.data, self._scan)
            self._crew.tell(number, packed(found))


def _cores() -> int:
    """How many processor cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
