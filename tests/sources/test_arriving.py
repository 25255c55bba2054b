"""A live source: at once after a silence, gathered while many lines come, nothing lost."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import BinaryIO

import pytest

from logscan.sources import Source, discover
from logscan.sources.arriving import GATHER_BYTES, GATHER_SECONDS, Arrivals, pause

Write = Callable[[bytes], int]


@pytest.fixture
def pipe() -> Iterator[tuple[Arrivals, Write, Callable[[], None]]]:
    """What arrives, and the writing end: how to write and how to close."""
    reading, writing = os.pipe()
    out: BinaryIO = os.fdopen(writing, "wb", buffering=0)
    with os.fdopen(reading, "rb") as file:
        (source,) = discover(["-"], stdin=file, live=True)
        assert isinstance(source, Source)
        lines = Arrivals(source)
        yield lines, out.write, out.close
        out.close()
        _all(lines)  # so that the reader does not meet another file by this number


def _all(lines: Arrivals) -> list[bytes]:
    found = []
    while not lines.ended:
        block = lines.take(10)
        if block is not None:
            found.append(block.data)
    return found


def test_a_line_after_a_silence_is_given_at_once(pipe: tuple[Arrivals, Write, object]) -> None:
    """While nothing comes there is no block, and the source has not ended."""
    lines, write, _ = pipe
    assert lines.take(0.01) is None
    assert not lines.ended
    write(b"one\n")
    block = lines.take(None)
    assert block is not None
    assert block.data == b"one\n"


def test_nothing_is_lost_when_it_ends(
    pipe: tuple[Arrivals, Write, Callable[[], None]],
) -> None:
    """A last line without a newline included."""
    lines, write, close = pipe
    write(b"one\ntwo\nthr")
    write(b"ee")
    close()
    assert b"".join(_all(lines)) == b"one\ntwo\nthree"


def test_lines_that_come_one_by_one_are_gathered(
    pipe: tuple[Arrivals, Write, Callable[[], None]],
) -> None:
    """Far fewer blocks than lines, in order."""
    lines, write, close = pipe

    def writing() -> None:
        for number in range(200):
            write(b"line %d\n" % number)
            time.sleep(0.001)
        close()

    threading.Thread(target=writing).start()
    blocks = _all(lines)
    assert b"".join(blocks) == b"".join(b"line %d\n" % number for number in range(200))
    assert len(blocks) < 100


def test_more_than_a_pipe_holds(pipe: tuple[Arrivals, Write, Callable[[], None]]) -> None:
    """A fast writer is held back and goes on."""
    lines, write, close = pipe
    text = b"a line like any other\n" * 200_000

    def writing() -> None:
        at = 0
        while at < len(text):
            at += write(text[at : at + 65536])
        close()

    threading.Thread(target=writing).start()
    assert b"".join(_all(lines)) == text


def test_how_long_lines_gather() -> None:
    """Not after a silence, not while a pipe is full, and never until it is."""
    assert pause(100, seconds=60.0) == 0.0
    assert pause(GATHER_BYTES, seconds=0.001) == 0.0
    assert pause(100, seconds=GATHER_SECONDS) == GATHER_SECONDS
    assert pause(GATHER_BYTES // 2, seconds=0.001) == pytest.approx(0.002)
    assert pause(0, seconds=0.001) == GATHER_SECONDS
