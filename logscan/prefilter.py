"""The multi-literal scan: where in a block do factors stand?

This is the one room of hyperscan. Without it (or where it refuses the processor) the same answer
is found literal by literal, which is slower; `Prefilter.fast` says which it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from logscan.factors import Factor

SMALL, LEAST = 256 * 1024, 1400
"""Below so many bytes in all (each piece counting for some at least) compiling costs more than
searching literal by literal."""

Found = tuple[int, int]
"""Offset of the last byte of a factor, and the factor's number."""


class Prefilter:
    """Finds the factors of a rulebook in blocks of bytes."""

    def __init__(self, factors: Sequence[Factor], *, fast: bool = True) -> None:
        self.factors = tuple(factors)
        self._plain: list[Finder] | None = None
        self._database: Any = None
        self._searched = 0
        self.fast = fast and _available()

    def scan(self, data: bytes, shift: int = 0) -> list[Found]:
        """Every place where a factor ends in `data`, in order, `shift` added to each offset.

        A factor that stands in a line is found at least once in that line.
        """
        if not self.fast or not self._is_compiled(len(data)):
            return [(offset + shift, number) for offset, number in self._search(data)]
        found: list[Found] = []
        append = found.append
        before = shift - 1

        def on_match(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            append((end + before, number))

        self._database.scan(data, match_event_handler=on_match)
        return found

    def _is_compiled(self, more: int) -> bool:
        """Compiles the factors once so much is scanned that it is worth the time."""
        if self._database is None:
            self._searched += max(more, LEAST)
            if self._searched >= SMALL:
                self._database = _compile(self.factors)
        return self._database is not None

    def _search(self, data: bytes) -> list[Found]:
        if self._plain is None:
            self._plain = [_finder(factor) for factor in self.factors]
        lowered = data.lower()
        found: list[Found] = []
        for number, finder in enumerate(self._plain):
            found += [(end - 1, number) for end in finder(data, lowered)]
        found.sort()
        return found


Finder = Callable[[bytes, bytes], Iterable[int]]
"""Takes the data, as it is and in lower case, and gives the offsets behind each find."""


def _finder(factor: Factor) -> Finder:
    if factor.literal is not None:
        return _literal_finder(factor.literal.encode("ascii"), factor.caseless)
    pattern = re.compile(factor.pattern.encode("ascii"), re.IGNORECASE if factor.caseless else 0)
    return lambda data, _lowered: (match.end() for match in pattern.finditer(data))


def _literal_finder(literal: bytes, caseless: bool) -> Finder:
    size = len(literal)

    def find(data: bytes, lowered: bytes) -> Iterator[int]:
        text = lowered if caseless else data
        at = text.find(literal)
        while at >= 0:
            yield at + size
            at = text.find(literal, at + 1)

    return find


def _available() -> bool:
    try:
        import hyperscan  # noqa: F401  (imported late: a bare --help must not pay for it)
    except ImportError:
        return False
    return True


def _compile(factors: Sequence[Factor]) -> Any:
    import hyperscan

    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[factor.pattern.encode("ascii") for factor in factors],
        ids=list(range(len(factors))),
        elements=len(factors),
        flags=[hyperscan.HS_FLAG_CASELESS if factor.caseless else 0 for factor in factors],
    )
    return database
