"""Raw bytes: the smallest interface that all kinds of input share, counted, and live pipes."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Iterable, Iterator
from io import FileIO
from itertools import chain
from typing import BinaryIO, Protocol, cast

PIPE_READ = 1 << 16
SETTLE_SECONDS = 0.2
PATIENT_SECONDS = 1e9
"""For what is read as a whole: the look at the beginning waits for all of it."""


class Reader(Protocol):
    """What bytes are read from: at most `size` bytes a call, fewer where fewer are there."""

    def read(self, size: int, /) -> bytes:
        """The next bytes; empty only at the end."""
        ...

    def close(self) -> None:
        """Give back what the operating system lent."""
        ...


class Tally:
    """A reader that counts the bytes that went through it in `total`.

    A device that fails ends it, with one remark, so that what was read before is not lost.
    """

    def __init__(self, inner: Reader, note: Callable[[str], None]) -> None:
        self._inner = inner
        self._note = note
        self._failed = False
        self.total = 0

    def read(self, size: int, /) -> bytes:
        """The next bytes; empty at the end and where reading fails."""
        if self._failed:
            return b""
        try:
            data = self._inner.read(size)
        except OSError as error:
            self._failed = True
            self._note(f"reading broke off after {self.total:,} bytes: {reason(error)}")
            return b""
        self.total += len(data)
        return data

    @property
    def descriptor(self) -> int:
        """By which the operating system knows what is read from, if that is a file."""
        return cast(FileIO, self._inner).fileno()

    def close(self) -> None:
        """Close what is read from."""
        self._inner.close()


def reason(error: OSError) -> str:
    """What the operating system says, in lower case."""
    return (error.strerror or str(error)).lower()


class Pipe:
    """A pipe, terminal or standard input: read as it comes, with its beginning kept for a look."""

    def __init__(
        self, stream: BinaryIO | FileIO, *, ours: bool = False, patience: float = SETTLE_SECONDS
    ) -> None:
        self._stream = stream
        self._patience = patience
        self._ours = ours
        self._descriptor = _descriptor(stream)
        self._kept = bytearray()
        self._much = False
        self._ended = False
        self._begun = False

    def beginning(self, size: int) -> bytes:
        """What the first reads gave: waits for `patience`, `size` bytes or the end, not longer.

        Takes nothing away; empty while nothing has come.
        """
        deadline = time.monotonic() + self._patience
        while len(self._kept) < size and not self._ended and not self._begun:
            if not self._ready(deadline - time.monotonic()):
                if time.monotonic() >= deadline:
                    break
                continue
            self._keep()
        return bytes(self._kept)

    def read(self, size: int, /) -> bytes:
        """What is there now, at most `size` bytes; waits for at least one byte or the end.

        The first call lets a burst settle as `beginning` does, so that it gives a useful head.
        """
        if not self._begun:
            if not self._kept and not self._ended:
                self._keep()
            self.beginning(size)
            self._begun = True
        if self._kept:
            data = bytes(self._kept[:size])
            del self._kept[:size]
            return data
        return b"" if self._ended else self._take(size)

    def close(self) -> None:
        """Standard input stays open: it is not ours to close."""
        if self._ours:
            self._stream.close()

    def _keep(self) -> None:
        data = self._take(PIPE_READ)
        self._kept += data

    def _take(self, size: int) -> bytes:
        """What is there; asked for little while little comes, since room for much takes time."""
        size = size if self._much else min(size, PIPE_READ)
        if self._descriptor is not None:
            data = os.read(self._descriptor, size)
        else:
            data = getattr(self._stream, "read1", self._stream.read)(size) or b""
        self._ended = not data
        self._much = len(data) >= PIPE_READ
        return data

    def _ready(self, seconds: float) -> bool:
        """Whether a read would not wait; where that cannot be asked: only if nothing was kept."""
        if self._descriptor is None:
            return True
        try:
            ready, _, _ = select.select([self._descriptor], [], [], min(max(0.0, seconds), 3600.0))
        except (OSError, ValueError):
            return not self._kept
        return bool(ready)


def _descriptor(stream: BinaryIO | FileIO) -> int | None:
    try:
        return stream.fileno()
    except (OSError, ValueError, AttributeError):
        return None


def pieces(reader: Reader, size: int) -> Iterator[bytes]:
    """All bytes of `reader` in pieces of at most `size`."""
    while piece := reader.read(size):
        yield piece


def peeled(
    chunks: Iterable[bytes], least: int, most: int | None = None
) -> tuple[bytes, Iterator[bytes]]:
    """The beginning of `chunks`, and all of `chunks`, unchanged.

    The beginning has at least `least` bytes where there are so many, at most `most` (or `least`).
    """
    rest = iter(chunks)
    taken: list[bytes] = []
    have = 0
    while have < least and (piece := next(rest, None)) is not None:
        taken.append(piece)
        have += len(piece)
    head = taken[0] if len(taken) == 1 else b"".join(taken)
    return head[: most or least], chain(taken, rest)
