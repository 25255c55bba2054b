"""Pipes: what is there comes out at once, and looking at the head waits for nothing."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import tarfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from logscan.model import Block
from logscan.sources import Source, Unreadable, discover


@pytest.fixture
def pipe() -> Iterator[tuple[BinaryIO, int]]:
    """The reading end as a file and the writing end as a descriptor."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as file:
        yield file, writing
        with contextlib.suppress(OSError):
            os.close(writing)


def _source(stdin: BinaryIO) -> Source:
    (source,) = discover(["-"], stdin=stdin, live=True)
    assert not isinstance(source, Unreadable)
    assert source.live
    assert source.name == "stdin"
    return source


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def test_lines_come_out_while_the_pipe_stays_open(pipe: tuple[BinaryIO, int]) -> None:
    """A whole line is given at once, the half behind it waits for its end."""
    file, writing = pipe
    blocks = _source(file).blocks()
    os.write(writing, b"one\ntw")
    assert next(blocks) == Block(b"one\n")
    started = time.monotonic()
    os.write(writing, b"o\nthree")
    assert next(blocks) == Block(b"two\n")
    assert time.monotonic() - started < 0.1
    os.close(writing)
    assert next(blocks) == Block(b"three")
    assert next(blocks, None) is None


def test_the_head_waits_200_ms_at_most(pipe: tuple[BinaryIO, int]) -> None:
    """It gives what has come, takes nothing away, and may be empty."""
    file, writing = pipe
    source = _source(file)
    started = time.monotonic()
    assert source.head() == b""
    assert 0.15 < time.monotonic() - started < 0.5
    os.write(writing, b"one\n")
    assert source.head() == b"one\n"
    blocks = source.blocks()
    assert next(blocks).data == b"one\n"
    assert source.head() == b"one\n"


def test_bytes_in_memory_and_packed_pipes() -> None:
    """Standard input may be no pipe at all, and compressed."""
    data = b"a line\n" * 100_000
    source = _source(io.BytesIO(gzip.compress(data)))
    assert source.head() == data[: 64 << 10]
    assert b"".join(block.data for block in source.blocks()) == data
    assert source.problems == []


def test_a_newest_first_pipe_is_turned_when_it_ends(pipe: tuple[BinaryIO, int]) -> None:
    """It is kept in a temporary file until then."""
    file, writing = pipe
    lines = [b"2026-01-01 00:00:%02d x\n" % (59 - i) for i in range(30)]
    os.write(writing, b"".join(lines))
    os.close(writing)
    (block,) = _source(file).blocks()
    assert block.data == b"".join(reversed(lines))
    assert block.numbers is not None
    assert list(block.numbers) == list(range(30, 0, -1))


def test_binary_on_a_pipe_is_a_problem() -> None:
    """Nothing of it comes out."""
    source = _source(io.BytesIO(bytes(range(256)) * 10))
    assert list(source.blocks()) == []
    assert source.problems == ["is binary data and was not read"]


def test_an_archive_on_a_pipe_is_a_problem() -> None:
    """It says what to do instead."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("a.log"))
    source = _source(io.BytesIO(out.getvalue()))
    assert list(source.blocks()) == []
    assert source.problems == ["is a tar archive, which is only read from a file"]


def test_a_named_pipe_is_live(tmp_path: Path) -> None:
    """Process substitution and fifos are read as they come."""
    path = os.path.join(tmp_path, "fifo")
    os.mkfifo(path)
    writer = threading.Thread(target=_write, args=(path, b"x\n"))
    writer.start()
    (source,) = discover([path])
    assert isinstance(source, Source)
    assert source.live
    assert [block.data for block in source.blocks()] == [b"x\n"]
    writer.join()
