"""gzip streams, whole and damaged: zlib-ng gives what zlib gives, byte for byte."""

from __future__ import annotations

import gzip
import random
import sys
import zlib
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logscan.sources.compression import expanded
from logscan.sources.gunzip import FEED, OUTPUT, fastest, gunzipped
from tests.sources.conftest import Write, only, text

LINES = [b"2026-11-23T01:23:%02dZ worker %d\n" % (i % 60, i * 7919) for i in range(40_000)]
NOISE = random.Random(7).randbytes(3 * FEED)


@st.composite
def members(draw: st.DrawFn) -> bytes:
    """One gzip member: text, noise or one byte over and over; any level, window and header."""
    size = draw(st.sampled_from([0, 1, 30, 300, 3000, len(NOISE)]))
    lines = b"".join(LINES[: size // 30])
    data = draw(st.sampled_from([lines, NOISE[:size], b"a" * size]))
    strategy = draw(st.sampled_from([zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY]))
    window = draw(st.sampled_from([9, 15]))
    pack = zlib.compressobj(draw(st.sampled_from([0, 1, 9])), zlib.DEFLATED, -window, 8, strategy)
    packed = pack.compress(data[: size // 2]) + pack.flush(zlib.Z_SYNC_FLUSH)
    packed += pack.compress(data[size // 2 :]) + pack.flush()
    trailer = zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little")
    return draw(headers()) + packed + trailer


@st.composite
def headers(draw: st.DrawFn) -> bytes:
    """A gzip header with an extra field, a name, a comment and a checksum, or without them."""
    flags = draw(st.integers(0, 31))
    head = b"\x1f\x8b\x08" + bytes([flags]) + b"time\0\3"
    head += b"\x06\0BC\x02\0AB" if flags & 4 else b""
    head += b"app.log\0" if flags & 8 else b""
    head += b"a comment\0" if flags & 16 else b""
    return head + (zlib.crc32(head) & 0xFFFF).to_bytes(2, "little") if flags & 2 else head


@st.composite
def streams(draw: st.DrawFn) -> bytes:
    """Up to three members, padded, and then damaged, mostly near a beginning or an end."""
    gaps = st.sampled_from([b"", b"", b"\0" * 9, b"rubbish"])
    data = bytearray()
    for member in draw(st.lists(members(), min_size=1, max_size=3)):
        data += member + draw(gaps)
    for _ in range(draw(st.integers(0, 2))):
        near = draw(st.sampled_from([0, max(0, len(data) - 200), draw(st.integers(0, len(data)))]))
        at = min(len(data), near + draw(st.integers(0, 200)))
        end = at + draw(st.sampled_from([0, 0, 1, 2, 300, len(data)]))
        data[at:end] = draw(st.binary(max_size=4))
    return bytes(data)


def _outcome(data: bytes, step: int, library: ModuleType) -> tuple[bytes, list[str]]:
    remarks: list[str] = []
    chunks = (data[at : at + step] for at in range(0, len(data), step))
    return b"".join(gunzipped(chunks, remarks.append, library)), remarks


@given(data=streams(), step=st.sampled_from([7, 1000, FEED, 4 * FEED]))
def test_the_library_makes_no_difference(data: bytes, step: int) -> None:
    """The same bytes and the same remarks, wherever the stream is damaged or cut."""
    assert _outcome(data, step, fastest()) == _outcome(data, step, zlib)


def test_without_zlib_ng_zlib_is_used(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    """A machine without the package reads the same, and no remark is made of it."""
    monkeypatch.setitem(sys.modules, "zlib_ng", None)
    assert fastest() is zlib
    source = only(write("a.gz", gzip.compress(b"".join(LINES))))
    assert text(source) == b"".join(LINES)
    assert source.problems == []


def test_a_bomb_comes_in_bounded_pieces() -> None:
    """However much a stream unpacks to, no piece is longer than the limit."""
    bomb = gzip.compress(bytes(64 << 20))
    pieces = [len(piece) for piece in expanded([bomb], pytest.fail)]
    assert sum(pieces) == 64 << 20
    assert max(pieces) <= OUTPUT
