"""gzip streams unpacked piece by piece; zlib-ng takes half the time of zlib and gives the same.

This is the one room of zlib-ng, which not every machine has a package for.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import ModuleType

Note = Callable[[str], None]

FEED = 1 << 16
OUTPUT = 1 << 19
GZIP = 31
"""The size of the window, which also says that there is a gzip header."""
MAGIC = b"\x1f\x8b"


def fastest() -> ModuleType:
    """zlib-ng where it is installed, else zlib."""
    try:
        from zlib_ng import zlib_ng
    except ImportError:
        return zlib
    return zlib_ng


def gunzipped(
    chunks: Iterable[bytes], note: Note, library: ModuleType | None = None
) -> Iterator[bytes]:
    """Any number of gzip members in a row, NUL padding between them.

    What comes out and what is noted does not depend on the library, zlib or one in its shape.
    """
    library = library or fastest()
    member: zlib._Decompress = library.decompressobj(GZIP)
    fresh, total = True, 0
    for piece in fed(chunks, FEED):
        pending = piece
        while pending := pending.lstrip(b"\0") if fresh else pending:
            if fresh and total and not MAGIC.startswith(pending[:2]):
                note(f"bytes after the end of the gzip stream at {total:,} are not read")
                return
            spare = member.copy()
            try:
                out = member.decompress(pending, OUTPUT)
            except library.error:
                out = _salvaged(spare, pending, library)
                yield out
                note(f"gzip stream is damaged after {total + len(out):,} bytes")
                return
            total += len(out)
            if out:
                yield out
            fresh = member.eof
            pending = member.unused_data if fresh else member.unconsumed_tail
            member = library.decompressobj(GZIP) if fresh else member
    if not fresh:
        yield from _end(member, total, note, library)


def fed(chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
    """`chunks` in pieces of at most `size` bytes."""
    for chunk in chunks:
        for start in range(0, len(chunk), size):
            yield chunk[start : start + size]


def _end(member: zlib._Decompress, total: int, note: Note, library: ModuleType) -> Iterator[bytes]:
    """What the decoder still holds, and the remark where the stream was cut off."""
    with suppress(library.error):
        if out := member.flush():
            total += len(out)
            yield out
    if not member.eof:
        note(f"gzip stream breaks off after {total:,} bytes")


def _salvaged(member: zlib._Decompress, data: bytes, library: ModuleType) -> bytes:
    """What `member` makes of `data` before it fails, fed byte by byte."""
    out: list[bytes] = []
    with suppress(library.error):
        out.extend(member.decompress(data[i : i + 1]) for i in range(len(data)))
    return b"".join(out)
