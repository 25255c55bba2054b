"""Whether the line below begins a record, remembered by the line without its digits."""

from __future__ import annotations

from logscan.records import View
from logscan.records.growing import BEGINNINGS

DIGITS = b"0123456789"
HEXADECIMAL = DIGITS + b"abcdef"
LONGEST = 4096
"""A longer line is not worth to be remembered."""
TELLING = 24
"""A shorter line without its digits does not tell what it is."""
MOST_KINDS = 20_000


class Heads:
    """What is known of the entries that stand below others."""

    def __init__(self) -> None:
        self.known: dict[bytes, bool] = {}
        """Whether an entry begins a record, by its bytes without those that `free_in` gives."""

    @staticmethod
    def free_in(data: bytes, start: int) -> bytes:
        """The characters that do not tell what an entry is that begins at `start`."""
        return HEXADECIMAL if data[start : start + 1] == b"{" else DIGITS

    def follow(self, view: View, end: int) -> bool:
        """Whether the next entry begins a record, so that it does not continue the one before."""
        data, cut = view.data, view.cut
        start = cut.next(data, end)
        stop = cut.end(data, start) if start >= 0 else -1
        if stop < 0 or stop - start > LONGEST:
            return False
        key = data[start:stop].translate(None, self.free_in(data, start))
        found = self.known.get(key)
        if found is None:
            below = view.span(start)
            found = below is not None and below.part.kind in BEGINNINGS
            if len(key) < TELLING:
                return found
            if len(self.known) >= MOST_KINDS:
                self.known.clear()
            self.known[key] = found
        return found
