"""`logscan.report/1` as types; within this version members are added, never changed or removed.

Times are ISO 8601 in UTC with Z, or null where none is known.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from logscan.model import Clock, Role, Severity
from logscan.render.json_v1.seen import (
    Deploy,
    Evidence,
    Fact,
    Input,
    Model,
    Rates,
    Time,
    Tool,
    Unexplained,
    Value,
)


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
