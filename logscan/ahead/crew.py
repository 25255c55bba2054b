"""Helper processes that take chunks one after the other and tell what they found in them.

A pipe that all share holds the numbers of the chunks that may be taken: who reads a number has
the chunk, so that nobody holds a lock when he dies. Each helper tells what it found through a pipe
of its own, whose end tells that it died.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from logscan.ahead.chunks import split_off

LEAD = 512
"""So many chunks may be looked at before the main process takes the first of them."""
HELD = 8 << 20
"""Where what was found in them takes more bytes than this, no more are."""
OPEN = 64
"""So many chunks may be taken at a time of which nothing was told yet."""
NEAR = 16
"""So far from the chunk that it needs the main process takes others, whose text it has to keep."""
PATIENCE_SECONDS = 10.0
"""A helper that is silent for so long is not waited for any more."""
PIPE_BYTES = 1 << 20
"""So much a helper may write that the main process does not read yet, where the system lets us."""
_WORD = 4
_STOPPING = {signal.SIGINT, signal.SIGTERM}

Look = Callable[[int], bytes]
"""Looks at a chunk; gives what it found as a message."""


def may_fork() -> bool:
    """Whether helpers can be started: not beside threads, nor where a process cannot be copied."""
    return hasattr(os, "fork") and threading.active_count() == 1


class Crew:
    """Some helpers, each a copy of this process, and what they found in `count` chunks."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.gone = False
        """Whether a helper died or fell silent: then nothing more will come."""
        self._found: dict[int, bytes] = {}
        self._held = 0
        self._allowed = 0
        self._latest = -1
        """The last chunk that was asked for or told of; chunks are taken in their order."""
        self._numbers = self._giving = -1
        self._parts: dict[int, bytearray] = {}
        self._helpers: list[int] = []
        self._poll = select.poll()

    def start(self, helpers: int, look: Look) -> None:
        """Start so many helpers; where the system has no room for them, nothing will come."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
        try:
            self._numbers, self._giving = os.pipe()
            os.set_blocking(self._numbers, False)
            for _ in range(helpers):
                self._start(look)
        except OSError:
            self.gone = True
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _start(self, look: Look) -> None:
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        _widen(writing)
        self._parts[reading] = bytearray()
        self._poll.register(reading, select.POLLIN)
        try:
            helper = _copy_of_this_process()
            if helper == 0:
                _live_as_helper((self._giving, *self._parts), self._numbers, writing, look)
            self._helpers.append(helper)
        finally:
            os.close(writing)

    def allow(self, number: int) -> None:
        """Let that chunk be taken, and some after it; none that was passed over."""
        self._latest = max(self._latest, number)
        self._allowed = max(self._allowed, number)
        more = number + 1 if self._held > HELD else min(self._latest + OPEN, number + LEAD)
        numbers = range(self._allowed, min(more, self.count))
        if self.gone or (len(numbers) < OPEN // 2 and self._allowed > number):
            return
        os.write(self._giving, b"".join(each.to_bytes(_WORD, "little") for each in numbers))
        self._allowed += len(numbers)

    def take(self, number: int) -> int | None:
        """The next chunk, which nobody else takes then, if it is near `number`, and if any is left."""
        if self._latest > number + NEAR:
            return None
        with suppress(BlockingIOError):
            return int.from_bytes(os.read(self._numbers, _WORD), "little")
        return None

    def tell(self, number: int, message: bytes) -> None:
        """Keep what was found in a chunk."""
        self._found[number] = message
        self._latest = max(self._latest, number)
        self._held += len(message)

    def told(self, number: int) -> bytes | None:
        """What was found in a chunk, which is forgotten, if it is known yet."""
        message = self._found.pop(number, None)
        self._held -= len(message or b"")
        return message

    def gather(self, seconds: float = 0.0) -> None:
        """Collect what was found; waits for so long where nothing is there yet."""
        ready = self._poll.poll(seconds * 1000)
        self.gone |= not ready and seconds > 0
        for descriptor, _ in ready:
            self._receive(descriptor)

    def _receive(self, descriptor: int) -> None:
        part = self._parts[descriptor]
        with suppress(BlockingIOError):
            while data := os.read(descriptor, PIPE_BYTES):
                part += data
                while message := split_off(part):
                    self.tell(*message)
            self.gone = True
            self._poll.unregister(descriptor)

    def close(self) -> None:
        """End all helpers: none keeps anything that would have to be put away."""
        for helper in self._helpers:
            with suppress(ProcessLookupError):
                os.kill(helper, signal.SIGKILL)
        for helper in self._helpers:
            with suppress(ChildProcessError):
                os.waitpid(helper, 0)
        self._helpers.clear()
        for descriptor in (self._numbers, self._giving, *self._parts):
            if descriptor >= 0:
                os.close(descriptor)
        self._parts.clear()


def _widen(pipe: int) -> None:
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _copy_of_this_process() -> int:
    with warnings.catch_warnings():
        # Python warns where it sees threads, also such as were started outside of it. A helper
        # waits for no lock that one of them could have held.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _live_as_helper(others: tuple[int, ...], numbers: int, out: int, look: Look) -> NoReturn:
    """Look at chunks until the main process is gone, without its descriptors and its Ctrl-C."""
    try:
        gc.disable()  # a look at all objects would copy the pages that both share
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
        for descriptor in others:
            os.close(descriptor)
        _help(numbers, out, look)
    finally:
        os._exit(0)


def _help(numbers: int, out: int, look: Look) -> None:
    poll = select.poll()
    poll.register(numbers, select.POLLIN)
    while poll.poll():
        try:
            word = os.read(numbers, _WORD)
        except BlockingIOError:  # another one was quicker
            continue
        if not word:
            return
        _send(out, look(int.from_bytes(word, "little")))


def _send(out: int, message: bytes) -> None:
    left = memoryview(message)
    while left:
        left = left[os.write(out, left) :]
