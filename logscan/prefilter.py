"""The multi-literal scan: where in a block do factors stand?

This is the one room of hyperscan. Without it (or where it refuses the processor) the same answer
is found literal by literal, which is slower; `Prefilter.fast` says which it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from logscan.factors import Factor
from logscan.patterns import pattern
from logscan.rulebook.load import factors_of

SMALL, LEAST = 256 * 1024, 1400
"""Below so many bytes in all (each piece counting for some at least) compiling costs more than
searching literal by literal."""

Found = tuple[int, int]
"""Offset of the last byte of a factor, and the factor's number."""


class Prefilter:
    """Finds the factors of a rulebook in blocks of bytes."""

    def __init__(self, factors: Sequence[Factor], *, fast: bool = True) -> None:
        self.factors = tuple(factors)
        self._plain: _Plain | None = None
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
            self._plain = _Plain(self.factors)
        return self._plain.search(data)


class _Plain:
    """The same search without hyperscan, one by one for those literals whose runs of four bytes
    the data holds: nearly none, and to gather the runs of all data takes a tenth of the time."""

    def __init__(self, factors: Sequence[Factor]) -> None:
        self._literals: list[tuple[int, bytes, bool, Grams]] = []
        self._patterns: list[tuple[int, Finder]] = []
        for number, factor in enumerate(factors):
            if factor.literal is None:
                self._patterns.append((number, _pattern_finder(factor)))
            else:
                literal = factor.literal.encode("ascii")
                needed = _some_grams(literal.lower())
                self._literals.append((number, literal, factor.caseless, needed))

    def search(self, data: bytes) -> list[Found]:
        """Every place where a factor ends in `data`, in order."""
        lowered = data.lower()
        held = _grams(lowered) if len(data) <= SMALL else None
        found: list[Found] = []
        for number, literal, caseless, needed in self._literals:
            if held is None or needed <= held:
                text = lowered if caseless else data
                found += [(end - 1, number) for end in _ends(literal, text)]
        for number, finder in self._patterns:
            found += [(end - 1, number) for end in finder(data, lowered)]
        found.sort()
        return found


Grams = frozenset[int]
"""Some runs of four bytes, each as a number."""

Finder = Callable[[bytes, bytes], Iterable[int]]
"""Takes the data, as it is and in lower case, and gives the offsets behind each find."""


def _some_grams(literal: bytes) -> Grams:
    """Every fourth run of four bytes of a literal."""
    return frozenset(memoryview(literal)[: len(literal) // 4 * 4].cast("I"))


def _grams(data: bytes) -> set[int]:
    """Every run of four bytes in the data."""
    found: set[int] = set()
    view = memoryview(data)
    for start in range(min(4, len(data))):
        found.update(view[start : start + (len(data) - start) // 4 * 4].cast("I"))
    return found


def _ends(literal: bytes, text: bytes) -> Iterator[int]:
    size = len(literal)
    at = text.find(literal)
    while at >= 0:
        yield at + size
        at = text.find(literal, at + 1)


def _pattern_finder(factor: Factor) -> Finder:
    """Looks for a pattern where one of the literals stands that each match holds."""
    of_pattern = pattern(factor.pattern.encode("ascii"), re.IGNORECASE if factor.caseless else 0)
    parts = factors_of(factor.pattern) or ()
    exact, caseless = set[bytes](), set[bytes]()
    for part in parts:
        literal = str(part.literal).encode("ascii")
        if part.caseless or factor.caseless:
            caseless.add(literal.lower())
        else:
            exact.add(literal)

    def find(data: bytes, lowered: bytes) -> Iterator[int]:
        may_stand = (
            not parts
            or any(literal in data for literal in exact)
            or any(literal in lowered for literal in caseless)
        )
        return _matches(of_pattern.search, data) if may_stand else iter(())

    return find


def _matches(search: Callable[[bytes, int], re.Match[bytes] | None], data: bytes) -> Iterator[int]:
    """Where matches end, also where one begins with the newline with which another ends."""
    match = search(data, 0)
    while match is not None:
        yield match.end()
        match = search(data, max(match.end() - 1, match.start() + 1))


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
