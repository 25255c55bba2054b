"""Blocks of a live source as they arrive, with a word whenever nothing comes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from queue import Empty, Queue

from logscan.model import Block
from logscan.sources.source import Source

WAITING = 8
"""So many blocks may wait to be taken, so that a fast writer is held back."""


def arriving(source: Source, idle_seconds: float) -> Iterator[Block | None]:
    """Each block as soon as it is there; None each time that `idle_seconds` pass without one.

    Idleness is told once, until something comes again. Reading happens in a thread of its own,
    which only waits.
    """
    queue: Queue[Block | None] = Queue(maxsize=WAITING)

    def read() -> None:
        try:
            for block in source.blocks(turn=False):
                queue.put(block)
        finally:
            queue.put(None)

    threading.Thread(target=read, name="reader", daemon=True).start()
    told = False
    while True:
        try:
            block = queue.get(timeout=None if told else idle_seconds)
        except Empty:
            told = True
            yield None
            continue
        if block is None:
            return
        told = False
        yield block
