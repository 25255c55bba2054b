"""Compression, encodings and cutting: whatever the bytes look like, the same text comes out."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from logscan.sources import Source
from logscan.sources.cutting import Cutter, LongLines
from logscan.sources.encodings import Losses, clean
from logscan.sources.newlines import newlines
from tests.sources.conftest import Write, only, text

LOG = b"".join(
    b"2026-11-23T01:23:%02d.%06dZ worker %d\n" % (i // 50, i, i * 7919) for i in range(3000)
)
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
    "zstd": zstandard.ZstdCompressor().compress,
}


class Drip:
    """A reader that gives its pieces one at a time."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter([piece for piece in pieces if piece])

    def read(self, size: int, /) -> bytes:
        return next(self._pieces, b"")

    def close(self) -> None:
        pass


def _pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    return [data[a:b] for a, b in pairwise(edges)]


@pytest.mark.parametrize("name", PACKED)
def test_packed_files_give_their_text(name: str, write: Write) -> None:
    """Each compression, also several streams in a row, is told by content and unpacked."""
    pack = PACKED[name]
    source = only(write("any.name", pack(LOG) + (b"" if name == "lzma" else pack(b"more\n"))))
    assert source.head() == source.head() == (LOG + b"more\n")[: 64 << 10]
    assert text(source) == LOG + (b"" if name == "lzma" else b"more\n")
    assert source.problems == []
    assert source.read == source.size


@pytest.mark.parametrize("name", ["gzip", "bzip2", "xz", "zstd"])
def test_cut_off_files_give_what_is_there(name: str, write: Write) -> None:
    """A stream that breaks off gives its beginning and says where."""
    noise = random.Random(1).randbytes(1_500_000).hex().encode()
    data = b"".join(noise[i : i + 80] + b"\n" for i in range(0, len(noise), 80))
    packed = PACKED[name](data)
    source = only(write("a.log", packed[: len(packed) * 3 // 4]))
    got = text(source)
    assert data.startswith(got)
    assert len(got) > 100_000
    assert source.problems == [f"{name} stream breaks off after {len(got):,} bytes"]


def test_damaged_gzip_gives_all_up_to_the_damage(write: Write) -> None:
    """A member that is followed by rubbish in its middle is not lost."""
    packed = bytearray(gzip.compress(LOG))
    packed[len(packed) // 2 :] = b"\xff" * 1000
    source = only(write("a.gz", bytes(packed)))
    got = text(source)
    assert len(got) > len(LOG) // 4
    assert LOG.startswith(got[: len(LOG) // 4])
    assert source.problems[0].startswith("gzip stream is damaged after ")


def test_rubbish_behind_gzip_is_named(write: Write) -> None:
    """Bytes after the last member are not read, and that is said."""
    source = only(write("a.gz", gzip.compress(LOG) + b"\0\0\0rubbish"))
    assert text(source) == LOG
    assert source.problems == [
        f"bytes after the end of the gzip stream at {len(LOG):,} are not read"
    ]


def test_compression_inside_compression(write: Write) -> None:
    """Layers are unpacked until there is text."""
    assert text(only(write("a", gzip.compress(lzma.compress(gzip.compress(LOG)))))) == LOG


def test_a_bomb_stays_a_stream(write: Write) -> None:
    """100 MiB of one letter is read in blocks that are never longer than 8 MiB."""
    packed = zstandard.ZstdCompressor().compress(b"a" * (100 << 20))
    blocks = list(only(write("a.zst", packed)).blocks())
    assert max(len(block.data) for block in blocks) <= 8 << 20
    assert sum(len(block.data) for block in blocks) == 100 << 20


@pytest.mark.parametrize(
    ("codec", "found"),
    [
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("utf-8", "utf-8"),
    ],
)
def test_encodings(codec: str, found: str, write: Write) -> None:
    """Marks and NUL patterns tell the encoding; the text comes out as UTF-8."""
    said = "2026-11-23 Erreur à l'envoi 🎉\r\nand more of it\r\n" * 50
    source = only(write("a.log", said.encode(codec)))
    assert text(source) == said.encode()
    assert source.encoding == found
    assert source.head() == said.encode()


def test_bytes_that_are_no_utf8_are_mended_line_by_line(write: Write) -> None:
    """Windows-1252 letters are read as such, other bytes become U+FFFD; both are counted."""
    raw = "naïve ✓\n".encode() + "créée\n".encode("cp1252") + b"\xf0\x9f\x8e cut\n\x90\x81\n"
    source = only(write("a.log", raw))
    assert text(source).decode() == "naïve ✓\ncréée\n\ufffd cut\n\ufffd\ufffd\n"
    assert source.problems == [
        "5 bytes were no UTF-8 and shown as U+FFFD",
        "2 bytes were no UTF-8 and read as Windows-1252",
    ]


def test_nuls_and_escapes_are_cut(write: Write) -> None:
    """NULs and ANSI codes go, newlines and bare carriage returns stay; an open OSC ends a line."""
    raw = b"\x1b[31mred\x1b[0m \x1b(B10%\r20%\r\n<1>udp\0\n\x1b]0;title\nnext line is kept\n" * 3
    source = only(write("a.log", raw))
    assert text(source) == b"red 10%\r20%\r\n<1>udp\n0;title\nnext line is kept\n" * 3
    assert source.problems == ["3 bytes were NUL and cut"]


def test_a_hole_left_by_rotation_is_passed_over(write: Write) -> None:
    """A file that begins with NULs (copytruncate) is text."""
    source = only(write("a.log", b"\0" * 300_000 + LOG))
    assert text(source) == LOG
    assert source.problems == ["300,000 bytes were NUL and cut"]


def test_lines_longer_than_a_block_are_cut_between_characters() -> None:
    """At the limit, never inside a UTF-8 sequence, with the line's number kept; JSON is usual."""
    long_lines = LongLines()
    data = b"one\n" + "é".encode() * 50 + b"\ntwo\n" + b'{"a": "' + b"x" * 60 + b'"}\nend'
    blocks = list(Cutter(Losses(), long_lines, size=16, limit=33).cut([data]))
    assert b"".join(block.data for block in blocks) == data
    assert max(len(block.data) for block in blocks) <= 33
    assert long_lines.remarks() == ["a line of 101 bytes was cut in pieces for reading"]


@given(st.binary(max_size=300), st.lists(st.integers(0, 400), max_size=8), st.integers(1, 64))
def test_any_cut_of_the_reads_gives_the_same_text(data: bytes, cuts: list[int], size: int) -> None:
    """How bytes arrive does not matter, and every block but the last ends with a line."""
    whole = Source("a", lambda: Drip([data]))
    cut = Source("a", lambda: Drip(_pieces(data, cuts)))
    blocks = list(cut.blocks(size))
    assert b"".join(block.data for block in blocks) == text(whole)
    assert cut.problems == whole.problems
    assert cut.encoding == whole.encoding
    assert all(block.data.endswith(b"\n") or not block.data for block in blocks[:-1])
    b"".join(block.data for block in blocks).decode()


@given(st.text(max_size=60), st.sampled_from(sorted(PACKED)), st.lists(st.integers(), max_size=5))
def test_packing_and_cutting_together(said: str, name: str, cuts: list[int]) -> None:
    """A packed stream that comes in pieces gives its text."""
    data = said.encode("utf-8", "replace")
    source = Source("a", lambda: Drip(_pieces(PACKED[name](data), cuts)))
    plain = Source("b", lambda: Drip([data]))
    assert text(source) == text(plain)


@given(st.binary(max_size=200))
def test_cleaning_keeps_newlines_and_gives_utf8(data: bytes) -> None:
    """No bytes make cleaning raise; line numbers stay right."""
    got = clean(data, Losses())
    got.decode()
    assert got.count(b"\n") == data.count(b"\n") == newlines(data)


def test_utf16_cut_in_a_pair() -> None:
    """Half a character at the end of a piece waits for the other half."""
    data = "aaaa 😀 bbbb\n".encode("utf-16")
    source = Source("a", lambda: Drip(data[i : i + 1] for i in range(len(data))))
    assert text(source) == "aaaa 😀 bbbb\n".encode()


def test_a_device_that_fails_is_a_problem() -> None:
    """What was read before comes out; nothing is raised."""

    class Failing(io.RawIOBase):
        def __init__(self) -> None:
            self.left = [b"one\ntwo\n"]

        def read(self, size: int = -1, /) -> bytes:
            if not self.left:
                raise OSError(5, "Input/output error")
            return self.left.pop()

    source = Source("a", Failing)
    assert text(source) == b"one\ntwo\n"
    assert source.problems == ["reading broke off after 8 bytes: input/output error"]
