"""gzip, bzip2, xz and zstd, told by magic bytes and unpacked as a bounded stream.

Damaged or cut-off data gives everything up to the break and one remark; nothing is raised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from logscan.sources.gunzip import FEED, Note, fed, gunzipped
from logscan.sources.readers import peeled

MAGIC_SIZE = 6
MAX_LAYERS = 5
# A decoder that fails loses the output of that call, so these two are asked for little at a time.
SLOW_OUTPUT = 1 << 14
# A zstd call has no output limit; 2 KiB of the most repetitive blocks give 64 MiB.
ZSTD_FEED = 1 << 11
XZ_MEMORY = 1 << 29

_MAGIC = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x5d\0\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)


class _Engine(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


def sniff(head: bytes) -> str | None:
    """The compression whose magic bytes `head` begins with: gzip, bzip2, xz, zstd or None."""
    if head[1:4] == b"\x2a\x4d\x18" and head[0] & 0xF0 == 0x50:
        return "zstd"
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


def expanded(chunks: Iterable[bytes], note: Note, layers: int = MAX_LAYERS) -> Iterator[bytes]:
    """`chunks` unpacked as often as they are packed (at most `layers` times), else unchanged."""
    head, rest = _magic(iter(chunks))
    name = sniff(head)
    if name is None:
        return rest
    if layers == 0:
        note(f"{name} inside {MAX_LAYERS} other compressions is not unpacked")
        return iter(())
    plain = gunzipped(rest, note) if name == "gzip" else _staged(name, rest, note)
    return expanded(plain, note, layers - 1)


def _magic(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """As many bytes as decide, and all chunks: a slow pipe is not asked for more than needed."""
    head, chunks = peeled(chunks, 1)
    first = {magic[:1] for magic, _ in _MAGIC} | {bytes([byte]) for byte in range(0x50, 0x60)}
    return peeled(chunks, MAGIC_SIZE) if head in first else (head, chunks)


def _staged(name: str, chunks: Iterable[bytes], note: Note) -> Iterator[bytes]:
    """Any number of bzip2, xz or zstd streams in a row."""
    engine, fresh, total = _engine(name), True, 0
    for piece in fed(chunks, ZSTD_FEED if name == "zstd" else FEED):
        pending = piece
        while pending or not engine.needs_input:
            if fresh and total and sniff(pending) != name and len(pending) >= MAGIC_SIZE:
                note(f"bytes after the end of the {name} stream at {total:,} are not read")
                return
            try:
                out = engine.decompress(pending, SLOW_OUTPUT)
            except Exception as error:  # each library has its own, zstandard's is a bare Exception
                note(f"{name} stream is damaged after {total:,} bytes ({error})")
                return
            pending, fresh = b"", False
            total += len(out)
            if out:
                yield out
            if engine.eof:
                pending = engine.unused_data.lstrip(b"\0")
                engine, fresh = _engine(name), True
    if not fresh:
        note(f"{name} stream breaks off after {total:,} bytes")


def _engine(name: str) -> _Engine:
    if name == "bzip2":
        import bz2

        return bz2.BZ2Decompressor()
    if name == "xz":
        import lzma

        return lzma.LZMADecompressor(memlimit=XZ_MEMORY)
    return _Zstd()


class _Zstd:
    """zstandard's decoder in the shape that bz2 and lzma share."""

    needs_input = True

    def __init__(self) -> None:
        import zstandard

        self._inner = zstandard.ZstdDecompressor().decompressobj()

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._inner.decompress(data) if data else b""
