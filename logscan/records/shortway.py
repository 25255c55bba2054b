"""What the framer asks of who can do without records: lines that are known need none."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Protocol

from logscan.prefilter import Found
from logscan.records.view import View


class ShortWay(Protocol):
    """Takes what needs no record."""

    def begin_block(self, size: int) -> bool:
        """The next block, of `size` bytes, has come; whether it is to be sifted."""

    def sift(self, view: View, start: int, closed: Set[int]) -> bytes | None:
        """Take lines out of the buffer's part from `start` on, which is scanned without them."""

    def hides(self, end: int) -> bool:
        """Whether lines before an offset were taken out that `skim` did not count yet."""

    def skim(
        self, view: View, places: Sequence[Found], at: int, done: int, closed: Set[int]
    ) -> tuple[int, int]:
        """Take places from the number `at` on, where the buffer is done up to `done`.

        Gives the number of the first place that was not taken, and the new end.
        """

    def let_go(self) -> None:
        """Forget what was taken out and not counted: its places come again with the next block."""
