"""Rules as the engine uses them: compiled, frozen, without pydantic."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from logscan.factors import Choice, Factor
from logscan.model import Fix, Reference, Severity, Value, Verification
from logscan.rulebook.conditions import Captured, Test, compile_test
from logscan.rulebook.load import known_factors

Moment = Literal["before", "after", "around"]
EvidenceKind = Literal["match", "finding", "fact", "absent", "all"]
Rank = Literal["proves", "supports", "refutes"]
BASES = ("absence", "fact", "route", "library", "traceback", "hard")
"""What evidence rests on, weakest first (catalogue of causes, section 1.2)."""
MOST_SETS = 10_000
FEW = {"http.response.status_code", "http.request.method", "severity"}
"""What has only few values in a log."""


@dataclass(frozen=True)
class Matcher:
    """Something to look for in single events, with an id of its own."""

    id: str
    factors: Choice
    everywhere: bool = True
    """Whether it is looked for in the whole log, or only around what a signature found."""
    reads: frozenset[str] = frozenset()
    """What of an event the test looks at: attributes, `message`, `severity`, `raw`."""
    condition: Mapping[str, Any] = field(default_factory=dict, repr=False, hash=False)
    """What the test is compiled from."""

    @cached_property
    def test(self) -> Test:
        """Compiled when it is first asked for: most matchers meet no event that may hold."""
        return compile_test(self.condition, known_factors())

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "test"}


@dataclass(frozen=True, eq=False, slots=True)
class Calls:
    """Matchers that are to be tried together, and what of an event they look at."""

    matchers: tuple[Matcher, ...]
    attributes: tuple[str, ...]
    message: bool
    raw: bool

    @classmethod
    def of(cls, matchers: Iterable[Matcher]) -> Calls:
        """The calls of some matchers, each once, in the order in which they come."""
        chosen = tuple({matcher.id: matcher for matcher in matchers}.values())
        read = frozenset[str]().union(*(matcher.reads for matcher in chosen))
        named = tuple(sorted(read - {"message", "raw", "severity"}))
        return cls(chosen, named, "message" in read, "raw" in read)


Called = tuple[Calls, ...]
"""Calls by what they look at, so that a verdict can be remembered for it."""


def followed(matcher: str) -> str:
    """The signature whose match this matcher comes after (or fails to), or an empty string."""
    kind, _, rest = matcher.partition("/")
    signature, _, part = rest.partition("/")
    follows = kind == "signature" and (part == "absent" or part.startswith("then/"))
    return signature if follows else ""


@dataclass(frozen=True)
class Table:
    """Factors with numbers, and for each the matchers that it calls."""

    factors: tuple[Factor, ...]
    calls: tuple[tuple[Matcher, ...], ...]
    _known: dict[frozenset[int], Called] = field(default_factory=dict, repr=False, compare=False)

    def without(self, patterns: Container[str]) -> Table:
        """The same table without some factors."""
        kept = [n for n, factor in enumerate(self.factors) if factor.pattern not in patterns]
        return Table(tuple(self.factors[n] for n in kept), tuple(self.calls[n] for n in kept))

    def followers(self) -> dict[str, frozenset[int]]:
        """Factors that only what follows a signature's match calls, by the id of the signature.

        Before the first match they do not matter.
        """
        found: dict[str, set[int]] = {}
        for number, callers in enumerate(self.calls):
            signatures = {followed(caller.id) for caller in callers}
            if "" not in signatures:
                for signature in signatures:
                    found.setdefault(signature, set()).add(number)
        return {signature: frozenset(numbers) for signature, numbers in found.items()}

    def called(self, numbers: frozenset[int]) -> Called:
        """The matchers that a set of factors calls, in a stable order."""
        found = self._known.get(numbers)
        if found is None:
            found = called(matcher for number in sorted(numbers) for matcher in self.calls[number])
            if len(self._known) < MOST_SETS:
                self._known[numbers] = found
        return found


def called(matchers: Iterable[Matcher]) -> Called:
    """Matchers sorted into calls by what they look at."""
    groups: dict[str, list[Matcher]] = {}
    for matcher in matchers:
        groups.setdefault(_sort(matcher.reads), []).append(matcher)
    return tuple(Calls.of(groups[sort]) for sort in sorted(groups))


def _sort(reads: frozenset[str]) -> str:
    """How seldom what is read is the same again."""
    if "raw" in reads:
        return "raw"
    if reads <= FEW:
        return "few"
    if "message" in reads:
        return "message" if reads <= {"message", "severity"} else "mixed"
    return "attributes"


class Nearby:
    """What is looked for only around the hits of signatures."""

    def __init__(self, table: Table, always: Iterable[Matcher]) -> None:
        self.table = table
        """The matchers that literals call."""
        self.always = called(always)
        """The matchers that every record calls."""

    def called(self, numbers: frozenset[int]) -> Called:
        """The matchers to try on a record that holds some factors of the table."""
        return self.always + self.table.called(numbers) if numbers else self.always


class When(NamedTuple):
    """How matching events become a finding; `kind` says which of the fields count."""

    kind: Literal["every", "count", "ratio", "sequence", "absence", "cycle"] = "every"
    within: float = 0.0
    least: int = 1
    share: float = 0.0
    by: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    distinct: str = ""
    then: tuple[str, ...] = ()
    """Ids of matchers: what must follow, or for an absence what must not."""
    whole: str = ""
    without: str = ""
    enough: str = ""


class CallOff(NamedTuple):
    """What calls a hit off."""

    matcher: str
    within: float
    moment: Moment
    same: tuple[str, ...]


class Edge(NamedTuple):
    """A finding is the consequence of one of these."""

    causes: tuple[str, ...]
    same: tuple[str, ...]
    within: float
    moment: Moment
    because: str


class SignatureRule(NamedTuple):
    """One symptom."""

    id: str
    title: str
    severity: Severity
    explain: str
    matcher: str
    when: When
    group_by: tuple[str, ...]
    once_per: tuple[str, ...]
    unless: tuple[CallOff, ...]
    remainder: bool
    edges: tuple[Edge, ...]
    references: tuple[Reference, ...]
    careful: bool = False
    """Whether what calls it off is only looked for around its hits."""


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """Something that speaks for or against a cause."""

    rank: Rank
    kind: EvidenceKind
    because: str
    matcher: str = ""
    findings: tuple[str, ...] = ()
    facts: tuple[tuple[str, Any], ...] = ()
    """(name, test of the value) pairs."""
    parts: tuple[EvidenceRule, ...] = ()
    count: int = 1
    distinct: str = ""
    same: tuple[str, ...] = ()
    near: Literal["record", "incident", "source"] = "incident"
    within: float | None = None
    moment: Moment = "around"
    basis: int = 3


class CauseRule(NamedTuple):
    """One explanation."""

    id: str
    title: str
    explain: str
    explains: tuple[str, ...]
    given: tuple[tuple[str, Any], ...]
    evidence: tuple[EvidenceRule, ...]
    refines: tuple[str, ...]
    yields_to: tuple[str, ...]
    remainder: bool
    prior: int
    decided_by: str
    fix: Fix
    references: tuple[Reference, ...]
    verify: Verification
    prevent: str


class FactRule(NamedTuple):
    """A line that says something lasting, or marks a deploy, restart or stop."""

    id: str
    title: str
    kind: Literal["fact", "deploy", "restart", "stop", "worker"]
    name: str
    value: Value
    matcher: str


class HarmlessRule(NamedTuple):
    """A line that looks bad and is not."""

    id: str
    title: str
    explain: str
    matcher: str
    unless: tuple[CallOff, ...]
    signatures: tuple[str, ...]


class Rulebook(NamedTuple):
    """Everything that the engine knows, ready to use."""

    signatures: Mapping[str, SignatureRule]
    causes: Mapping[str, CauseRule]
    facts: Mapping[str, FactRule]
    harmless: Mapping[str, HarmlessRule]
    matchers: Mapping[str, Matcher]
    everywhere: Table
    """What is looked for in the whole log."""
    durations: Mapping[str, frozenset[str]]
    """Ways to write a duration, each with the factors of `everywhere` that look for long ones."""
    nearby: Nearby
    """What is looked for only around the hits of signatures."""
    sha: str


__all__ = [
    "BASES",
    "CallOff",
    "Captured",
    "CauseRule",
    "Edge",
    "EvidenceRule",
    "FactRule",
    "HarmlessRule",
    "Matcher",
    "Rulebook",
    "SignatureRule",
    "Table",
    "Test",
    "When",
]
