"""`logscan.report/1` as types; within this version members are added, never changed or removed.

Times are ISO 8601 in UTC with Z, or null where none is known.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from logscan.model import Clock, Role, Severity

Time = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$")]
Value = str | int | float | bool | None


class Model(BaseModel):
    """An object in which members that are not known are allowed."""

    model_config = ConfigDict(extra="allow", frozen=True)


class Tool(Model):
    """What made the report."""

    name: Literal["logscan"] = "logscan"
    version: str
    pack: str
    rules_sha: str


class Source(Model):
    """What was read of one source."""

    name: str
    format: str
    lines: int
    bytes: int
    first_time: Time | None
    last_time: Time | None
    clock: Clock
    problems: list[str]


class Unreadable(Model):
    """A source that could not be read at all."""

    name: str
    reason: str


class Input(Model):
    """What was read and what was not."""

    sources: list[Source]
    unreadable: list[Unreadable]


class Fact(Model):
    """Something that holds of one instance until it is replaced."""

    name: str
    value: Value
    source: str
    line: int
    time: Time | None


class Rates(Model):
    """Hits of each finding in steps of `step_s` seconds from `start` on."""

    step_s: int
    start: Time | None
    series: dict[str, list[int]]


class Context(Model):
    """The lines around a line."""

    before: list[str]
    after: list[str]


class Evidence(Model):
    """A line that shows something."""

    source: str
    line: int
    text: str
    time: Time | None
    context: Context


class Deploy(Model):
    """A deploy or restart seen in the log."""

    kind: str
    time: Time | None
    source: str
    line: int
    text: str


class Unexplained(Model):
    """Error lines of one shape that no rule explains."""

    shape: str
    count: int
    first_seen: Time | None
    last_seen: Time | None
    example: Evidence


class Reason(Model):
    """Evidence for or against a cause; without a line where a fact or an absence says it."""

    rank: Literal["proves", "supports", "refutes"]
    because: str
    source: str | None
    line: int | None
    text: str | None


class Weighed(Model):
    """The evidence for and against a cause."""

    for_: list[Reason] = Field(serialization_alias="for", validation_alias="for")
    against: list[Reason]


class Cause(Model):
    """An explanation: a named cause, a hypothesis, or a contributing cause."""

    id: str
    title: str
    confidence: Literal["proven", "supported", "hypothesis"]
    score: list[int] = Field(
        description="Not refuted, proofs, kinds of support, roots covered; larger is better."
    )
    evidence: Weighed
    explain: str
    decided_by: str


class Link(Model):
    """A finding's place in the causal chain."""

    finding: str
    role: Role
    because: str


class Finding(Model):
    """A symptom that the log shows."""

    id: str
    title: str
    severity: Severity
    service: str
    group: dict[str, Value]
    count: int
    first_seen: Time | None
    last_seen: Time | None
    clock: Clock
    pending: bool = Field(description="An absence that the end of the log cut short.")
    explain: str
    note: str
    evidence: list[Evidence]


class Affected(Model):
    """What the incident touched, as far as the log says."""

    routes: list[str]
    requests: int
    minutes: float


class Step(Model):
    """One thing to do."""

    text: str
    command: str
    effect: str
    undo: str
    platform: str = Field(description="Where the step applies; empty: everywhere.")


class Fix(Model):
    """What the documentation says to do."""

    summary: str
    steps: list[Step]
    provisional: bool = Field(description="Whether it is that of the first hypothesis only.")


class Verify(Model):
    """How to see that it is fixed."""

    absent: list[str]
    present: list[str]
    hold: list[str]
    exercised: str
    commands: list[Step]


class Reference(Model):
    """Where a claim comes from; `reported` means not confirmed."""

    url: str
    title: str
    basis: Literal["official", "source", "observed", "reported"]
    checked: str


class Incident(Model):
    """Findings that belong together, their root, and why it happened."""

    id: str
    fingerprint: str
    title: str
    severity: Severity
    service: str
    platform: str
    clock: Clock
    started_at: Time | None
    ended_at: Time | None = Field(description="Null while it lasts at the end of the log.")
    last_seen: Time | None
    cause: Cause | None
    hypotheses: list[Cause]
    contributing: list[Cause]
    decided_by: str
    chain: list[Link]
    findings: list[Finding]
    affected: Affected
    context: list[str]
    fix: Fix | None
    prevent: str
    verify: Verify | None
    references: list[Reference]


class Report(Model):
    """A report of logscan; a function of the input and the rules alone."""

    model_config = ConfigDict(extra="allow", frozen=True, title="logscan.report/1")

    schema_: Literal["logscan.report/1"] = Field(
        default="logscan.report/1", serialization_alias="schema", validation_alias="schema"
    )
    tool: Tool
    input: Input
    facts: list[Fact]
    limits: list[str]
    rates: Rates | None
    deploys: list[Deploy]
    unexplained: list[Unexplained]
    incidents: list[Incident]
