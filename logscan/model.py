"""The nouns of logscan, in the order in which they are made: Block to Report.

Each holds the one before it or an id, never a rule with behaviour. All are immutable. Times are
seconds since the Unix epoch in UTC, as floats; `None` means that no time is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Value = str | int | float | bool
Clock = Literal["known", "assumed", "arrival", "undated"]
Severity = Literal["info", "low", "medium", "high", "critical"]
Role = Literal["root", "consequence", "context"]

SEVERITIES: tuple[Severity, ...] = ("info", "low", "medium", "high", "critical")


COUNT_STEP = 16 * 1024


class Ahead(NamedTuple):
    """What was found in the bytes of a block before it is taken in."""

    places: Iterable[tuple[int, int]]
    """Where factors end, and their numbers, as the scan for this source gives them."""
    lines: Sequence[int]
    """How many newlines stand before each multiple of COUNT_STEP, and in the whole (last)."""


class Block(NamedTuple):
    """A piece of a source: UTF-8 text, cut after a newline (or at 8 MiB where a line is longer)."""

    data: bytes
    numbers: Sequence[int] | None = None
    """The original number of each line where the source was turned round, else None."""
    ahead: Ahead | None = None
    """What another process has found in it already."""


Kind = Literal["head", "indented", "traceback", "exception", "chain", "detail", "blank", "plain"]


class Peeled(NamedTuple):
    """One entry of a source without what the platform wrapped around it.

    An entry is a line, or one element where a source is JSON.
    """

    rest: str
    """The application's own text, its indentation kept; may hold newlines where JSON held them."""
    kind: Kind
    """What `rest` looks like: the beginning of a log line ("head": a known layout, access or
    system line), a continuation ("indented", "detail"), a traceback's header, an exception line,
    a sentence that chains tracebacks, nothing, or anything else ("plain")."""
    time: float | None = None
    zoned: bool = True
    """Whether the stamp named its zone (or the format defines it)."""
    attributes: Mapping[str, Value] = {}
    enveloped: bool = False
    """Whether a platform's envelope was found around it."""


class Record(NamedTuple):
    """One log entry with its continuations: raw text as it stands in the source."""

    source: str
    line: int
    entries: tuple[str, ...]
    """The lines (or JSON elements) that it consists of, without trailing newlines."""
    factors: frozenset[int] = frozenset()
    """Ids of the factors that it holds."""
    clipped: bool = False
    """Whether it was longer than a record may be, so that its middle is missing."""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    """The raw entries around it, as context for evidence."""

    @property
    def text(self) -> str:
        """The raw text as one string."""
        return "\n".join(self.entries)


class Event(NamedTuple):
    """A record that was read: when, how bad, by whom, and what it says.

    `attributes` have OpenTelemetry names: `http.response.status_code`, `url.path`, `process.pid`,
    `service.name`, `service.instance.id`, `log.logger`, `log.iostream`, `exception.type`,
    `exception.message`, `exception.stacktrace`, `duration` (seconds), ... For a traceback also
    `blocked_in` (innermost frame outside server and framework) and `app_frame`.
    """

    record: Record
    time: float | None
    clock: Clock
    severity: int | None
    """OpenTelemetry severity number (INFO 9, WARN 13, ERROR 17, FATAL 21) of the entry's own
    level; a platform's tag for standard error alone is none."""
    message: str
    attributes: Mapping[str, Value]

    @property
    def service(self) -> str:
        """The service that wrote it, or an empty string."""
        return str(self.attributes.get("service.name", ""))


class Hit(NamedTuple):
    """A matcher (signature, evidence, fact, ...) found what it looks for in one event."""

    matcher: str
    time: float | None
    order: tuple[int, int]
    """Number of the source and line in it: the order where times are equal or missing."""
    values: Mapping[str, Value]
    """Attributes of the event, overlaid with what the pattern captured."""
    event: Event


class Evidence(NamedTuple):
    """A line that shows something, with its place and its surroundings."""

    source: str
    line: int
    text: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    time: float | None = None


class Fact(NamedTuple):
    """Something that holds of one instance until it is replaced."""

    name: str
    value: Value
    source: str
    line: int
    time: float | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A symptom that the log shows: one signature in one span of time."""

    id: str
    title: str
    severity: Severity
    service: str
    group: tuple[tuple[str, Value], ...]
    first: float | None
    last: float | None
    count: int
    evidence: tuple[Evidence, ...]
    hits: tuple[Hit, ...]
    """Those that were kept, in order; `count` is exact."""
    clock: Clock = "known"
    pending: bool = False
    """An absence that the end of the log cut short."""
    explain: str = ""
    note: str = ""


class Reference(NamedTuple):
    """Where a claim comes from."""

    url: str
    title: str
    basis: Literal["official", "source", "observed", "reported"]
    checked: str


class Step(NamedTuple):
    """One thing to do, with the command that does it and what that command touches."""

    text: str
    command: str = ""
    effect: str = ""
    undo: str = ""
    platform: str = ""


class Fix(NamedTuple):
    """What the documentation says to do."""

    summary: str
    steps: tuple[Step, ...] = ()


class Verification(NamedTuple):
    """How to see that it is fixed."""

    absent: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    hold: tuple[str, ...] = ()
    exercised: str = ""
    commands: tuple[Step, ...] = ()


class Reason(NamedTuple):
    """One piece of evidence for or against a cause."""

    rank: Literal["proves", "supports", "refutes"]
    because: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Cause:
    """An explanation, weighed: a named cause or a hypothesis."""

    id: str
    title: str
    confidence: Literal["proven", "supported", "hypothesis"]
    score: tuple[int, ...]
    """(unrefuted, basis of the best proof, no mere remainder, explains the root, supports, findings
    covered); larger is better."""
    reasons_for: tuple[Reason, ...] = ()
    reasons_against: tuple[Reason, ...] = ()
    explain: str = ""
    decided_by: str = ""
    fix: Fix | None = None
    verify: Verification | None = None
    prevent: str = ""
    references: tuple[Reference, ...] = ()


class Link(NamedTuple):
    """A finding's place in the causal chain."""

    finding: str
    role: Role
    because: str


@dataclass(frozen=True, slots=True)
class Affected:
    """What the incident touched, as far as the log says."""

    routes: tuple[str, ...] = ()
    requests: int = 0
    minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class Incident:
    """Findings that belong together, their root, and why it happened."""

    id: str
    fingerprint: str
    title: str
    severity: Severity
    service: str
    platform: str
    clock: Clock
    first: float | None
    last: float | None
    ongoing: bool
    """Whether the log ends while it lasts, so that its end is not known."""
    findings: tuple[Finding, ...]
    """Root first, then in the order of the chain."""
    chain: tuple[Link, ...]
    cause: Cause | None
    hypotheses: tuple[Cause, ...] = ()
    contributing: tuple[Cause, ...] = ()
    decided_by: str = ""
    affected: Affected = field(default_factory=Affected)
    context: tuple[str, ...] = ()
    """Sentences about what was going on, such as "began 40 s after this boot"."""


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """What was read of one source."""

    name: str
    format: str
    lines: int
    bytes: int
    first: float | None
    last: float | None
    clock: Clock
    problems: tuple[str, ...] = ()


class Unreadable(NamedTuple):
    """A source that could not be read at all."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unexplained:
    """Error lines of one shape that no rule explains."""

    shape: str
    count: int
    first: float | None
    last: float | None
    example: Evidence


class Deploy(NamedTuple):
    """A deploy or restart seen in the log."""

    kind: str
    time: float | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Rates:
    """Hits of each finding in steps of equal length, from `start` on."""

    step: int
    start: float | None
    series: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is said about a scan; a function of the input and the rules alone."""

    version: str
    pack: str
    rules_sha: str
    sources: tuple[SourceSummary, ...]
    unreadable: tuple[Unreadable, ...]
    incidents: tuple[Incident, ...]
    facts: tuple[Fact, ...] = ()
    limits: tuple[str, ...] = ()
    deploys: tuple[Deploy, ...] = ()
    unexplained: tuple[Unexplained, ...] = ()
    rates: Rates | None = None
