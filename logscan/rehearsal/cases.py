"""One thing to try, what must come out of it, and what did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from logscan.rehearsal.stage import Stage


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to try. Plain data, so that it can go to another process."""

    kind: str
    """Who judges it: "example", "incident", "repro" or "healthy"."""
    name: str
    rule: str = ""
    """Kind and id of the rule whose example it is, such as "causes/code-bug"."""
    paths: tuple[str, ...] = ()
    text: str = ""
    wanted: Any = None


class Pair(NamedTuple):
    """What was expected and what came out instead: a cell of the matrix."""

    of: str
    """"cause" or "finding"."""
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came out of a case; without failures all is well."""

    case: str
    kind: str
    failures: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()


class Judge(Protocol):
    """Plays a case and says what is wrong."""

    def __call__(self, case: Case, stage: Stage) -> Verdict: ...


def pairs(of: str, expected: set[str], found: set[str]) -> tuple[Pair, ...]:
    """Cells of the matrix: what is on the diagonal, and what took the place of what."""
    cells = [Pair(of, name, name) for name in sorted(expected & found)]
    missing = sorted(expected - found) or ["-"] * bool(found - expected)
    extra = sorted(found - expected) or ["-"] * bool(expected - found)
    return (*cells, *(Pair(of, name, other) for name in missing for other in extra))
