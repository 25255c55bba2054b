"""Blocks of a live source as they arrive: at once after a silence, gathered while many come."""

from __future__ import annotations

import os
import threading
import time
from queue import Empty, SimpleQueue

from logscan.model import Block
from logscan.sources.source import Source

WAITING, HELD_SECONDS = 8, 0.001
"""With so many blocks waiting to be taken, reading waits: a fast writer is held back."""
GATHER_SECONDS = 0.05
"""While lines come closer than this, a block is what came in so long: waking up costs the most."""
GATHER_BYTES = 2 * 1024 if os.name == "nt" else 16 * 1024
"""Not more than this is to gather in a pipe, which holds few pages and then stops its writer."""


class Arrivals:
    """The blocks of a live source, which are read in a thread of its own that only waits."""

    def __init__(self, source: Source) -> None:
        self.ended = False
        """Whether all blocks were taken."""
        self._source = source
        self._queue: SimpleQueue[Block | None] = SimpleQueue()
        threading.Thread(target=self._read, name="reader", daemon=True).start()

    def take(self, seconds: float | None) -> Block | None:
        """The next block; None if none comes within so many seconds, or ever (`ended`)."""
        try:
            block = self._queue.get(timeout=seconds)
        except Empty:
            return None
        self.ended = block is None
        return block

    def _read(self) -> None:
        last = time.monotonic()
        try:
            for block in self._source.blocks(turn=False):
                while self._queue.qsize() >= WAITING:
                    time.sleep(HELD_SECONDS)
                self._queue.put(block)
                now = time.monotonic()
                time.sleep(pause(len(block.data), now - last))
                last = now
        finally:
            self._queue.put(None)


def pause(size: int, seconds: float) -> float:
    """How long lines may gather, after a block of `size` bytes that came in so many seconds."""
    if size >= GATHER_BYTES or seconds >= 2 * GATHER_SECONDS:
        return 0.0
    return min(GATHER_SECONDS, seconds * GATHER_BYTES / max(size, 1))
