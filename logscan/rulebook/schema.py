"""The whole rule language on one page: what a signature, cause, fact or harmless line may say.

The models below are the law; `json_schema()` exports them for editors. Patterns use the syntax
that `re` and `regex` share, with ASCII classes, and search anywhere in the text. Durations are
written `250ms`, `30s`, `5m`, `2h`, `1d`.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from logscan.factors import factors
from logscan.model import Severity

LOOKS_BEHIND = "(?<"
UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


def seconds(value: object) -> float:
    """Read `30s` as 30.0; numbers are seconds. Raises ValueError for anything else."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)", str(value))
    if not found:
        raise ValueError("a duration is a number and a unit, such as 30s, 5m or 2h")
    return float(found[1]) * UNITS[found[2]]


def _compilable(pattern: str) -> str:
    try:
        factors(pattern)  # remembered, and wanted next; it reads a pattern as its compiler does
        if LOOKS_BEHIND in pattern:  # how far is found out by the compiler alone
            re.compile(pattern, re.ASCII)
    except re.error as error:
        raise ValueError(f"not a pattern: {error}") from error
    return pattern


Duration = Annotated[float, BeforeValidator(seconds), Field(ge=0)]
Pattern = Annotated[str, AfterValidator(_compilable)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
FindingId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+\.[a-z0-9]+(?:-[a-z0-9]+)*$")]
Moment = Literal["before", "after", "around"]


class Strict(BaseModel):
    """Every model refuses unknown keys, so that a slip of the pen is a complaint."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Range(Strict):
    """A numeric test. Durations may stand for seconds."""

    at_least: Duration | None = None
    at_most: Duration | None = None


AttributeTest = bool | int | float | Pattern | list[int | Pattern] | Range


class Condition(BaseModel):
    """What one event must be like; all keys of one condition must hold.

    Besides the keys below any attribute of the event may be named, such as
    `http.response.status_code: 429`, `url.path: '^/api/'`, `exception.type: 'KeyError'`,
    `duration: {at_least: 5s}` or `http.response.status_code: [502, 503]`.
    A number is compared, a text is a pattern that is searched for.
    """

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True)
    __pydantic_extra__: dict[str, AttributeTest]

    any: list[Condition] | None = Field(None, description="at least one holds")
    all: list[Condition] | None = Field(None, description="every one holds")
    not_: Condition | None = Field(None, alias="not", description="it does not hold")
    message: Pattern | None = Field(None, description="the app's text, continuations included")
    raw: Pattern | None = Field(None, description="the record as it stands in the source")
    severity: Literal["debug", "info", "warn", "error", "fatal"] | None = Field(
        None, description="at least this own severity"
    )

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        if not self.model_fields_set and not self.model_extra:
            raise ValueError("an empty condition holds always")
        for name in self.model_extra or ():
            if not re.fullmatch(r"[a-z_]+(?:\.[a-z_0-9]+)*", name):
                raise ValueError(f"unknown key {name!r}: not the name of an attribute")
        return self


class Every(Strict):
    """The default: each matching event is a hit."""


class Count(Strict):
    """At least `count` matching events (or distinct values of an attribute) within a window."""

    count: int = Field(ge=2)
    within: Duration
    by: list[str] = Field([], description="attributes that must be equal")
    distinct: str | None = Field(None, description="count values of this attribute instead")
    enough: Condition | None = Field(None, description="one hit that is like this is enough")


class Ratio(Strict):
    """Matching events are at least this share of the `of` events, which number `floor` or more."""

    ratio: float = Field(gt=0, le=1)
    of: Condition
    floor: int = Field(ge=1)
    within: Duration
    by: list[str] = []


class Sequence(Strict):
    """A matching event that is followed by each of these, in order, within the window."""

    then: list[Condition] = Field(min_length=1)
    within: Duration
    same: list[str] = []


class Absence(Strict):
    """A matching event, and then no such event although its source went on that long."""

    absent: Condition
    within: Duration
    same: list[str] = []


class Cycle(Strict):
    """The event (and what must follow it) comes round at least `cycle` times in the window."""

    cycle: int = Field(ge=2)
    within: Duration
    then: list[Condition] = []
    without: Condition | None = Field(None, description="nothing of this between two rounds")
    distinct: str | None = Field(None, description="rounds differ in this attribute")
    by: list[str] = []


When = Every | Count | Ratio | Sequence | Absence | Cycle


class CallOff(Strict):
    """What calls a hit off when it happens near it."""

    match: Condition
    within: Duration
    moment: Moment = "after"
    same: list[str] = []


class Edge(Strict):
    """Of what a finding is the consequence, where the log agrees."""

    of: FindingId | list[FindingId]
    same: list[str] = Field([], description="attributes that must be equal; 'record' is one too")
    within: Duration = 60.0
    moment: Moment = Field("before", description="when the cause happens, seen from here")
    because: str = ""

    @property
    def causes(self) -> list[str]:
        """The finding ids of `of` as a list."""
        return [self.of] if isinstance(self.of, str) else self.of


class Example(Strict):
    """A piece of real log, secrets replaced, with its name."""

    name: str
    log: str
    platform: str = ""


class CauseExample(Example):
    """A piece of log for a cause; `instead` is what must be named where it stays silent."""

    instead: Slug | None = None


class Fires(Strict):
    """Both sides of a signature: what sets it off and the near misses that do not."""

    fires: list[Example] = Field(min_length=1)
    stays_silent: list[Example] = Field(min_length=1)


class Names(Strict):
    """Logs in which a cause is named, and near misses in which it must not be."""

    fires: list[CauseExample] = Field(min_length=1)
    stays_silent: list[CauseExample] = Field(min_length=1)


class Reference(Strict):
    """Where a claim comes from; `reported` is printed as "reported, not confirmed"."""

    url: str = Field(pattern=r"^https?://")
    title: Sentence
    basis: Literal["official", "source", "observed", "reported"]
    checked: str = Field(pattern=r"^\d{4}-\d{2}$")


class Signature(Strict):
    """One symptom. Its id is <area>.<slug>, from the path of its file."""

    title: Sentence
    severity: Severity
    explain: Sentence
    match: Condition
    when: When = Every()
    group_by: list[str] = Field([], description="a finding for each value of these")
    once_per: list[str] = Field(
        [], description="hits that agree in these within 10 s are one: a death told twice"
    )
    unless: list[CallOff] = []
    remainder: bool = Field(False, description="only for records that no other signature hits")
    consequence_of: list[Edge] = []
    references: list[Reference] = []
    examples: Fires


class Evidence(Strict):
    """Something that speaks for or against a cause. Exactly one of the first five keys."""

    match: Condition | None = None
    finding: FindingId | list[FindingId] | None = None
    fact: dict[str, AttributeTest] | None = None
    absent: Condition | None = Field(None, description="no such event in the place looked at")
    all: list[Evidence] | None = None
    count: int = Field(1, ge=1, description="at least so many")
    distinct: str | None = Field(None, description="count values of this attribute")
    same: list[str] = Field([], description="attributes equal to those of a hit of the root")
    near: Literal["record", "incident", "source"] = "incident"
    within: Duration | None = Field(None, description="no farther than this from a root's hit")
    moment: Moment = "around"
    basis: Literal["hard", "traceback", "library", "route", "fact", "absence"] = "library"
    because: str = Field("", description="what it shows, in a sentence for the report")

    @model_validator(mode="after")
    def _one_kind(self) -> Evidence:
        kinds = [self.match, self.finding, self.fact, self.absent, self.all]
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("say exactly one of match, finding, fact, absent, all")
        return self


class Step(Strict):
    """One thing to do; `effect` says what the command touches."""

    text: Sentence
    command: str = ""
    effect: Literal["", "reads", "changes", "costs"] = ""
    undo: str = ""
    platform: str = Field("", description="only there; empty: everywhere")

    @model_validator(mode="after")
    def _command_has_effect(self) -> Step:
        if self.command and not self.effect:
            raise ValueError("a command says its effect: reads, changes or costs")
        return self


class Fix(Strict):
    """What the documentation says to do."""

    summary: Sentence
    steps: list[Step] = Field(min_length=1)


class Check(Strict):
    """Something that must be there, or must not, in a later log."""

    text: str = ""
    finding: FindingId | None = None
    match: Condition | None = None


class Verify(Strict):
    """How to see that it is fixed."""

    absent: list[Check] = []
    present: list[Check] = []
    hold: list[Sentence] = Field([], description="a rate or level that must hold")
    exercised: Sentence
    commands: list[Step] = []


class Cause(Strict):
    """One explanation. Its id is the slug of its file."""

    title: Sentence
    explain: Sentence
    explains: list[FindingId] = Field(min_length=1, description="findings it can be the root of")
    given: dict[str, AttributeTest] = Field({}, description="facts without which it cannot be")
    proves: list[Evidence] = []
    supports: list[Evidence] = []
    refutes: list[Evidence] = []
    refines: list[Slug] = Field([], description="causes of which it is the more specific one")
    yields_to: list[Slug] = Field([], description="causes that win where both are proven")
    remainder: bool = Field(False, description="loses against every other proven cause")
    prior: int = Field(0, description="order among hypotheses without evidence; larger is first")
    decided_by: Sentence
    fix: Fix
    references: list[Reference] = Field(min_length=1)
    verify: Verify
    prevent: str = ""
    examples: Names


class FactRule(Strict):
    """A line that says something lasting: a setting, a platform, a deploy, a restart."""

    title: Sentence
    kind: Literal["fact", "deploy", "restart", "stop", "worker"] = "fact"
    name: str = Field("", description="such as gunicorn.worker_class; empty for events")
    value: str | int | float | bool = Field("", description="may hold {group} of the pattern")
    match: Condition
    examples: Fires


class Harmless(Strict):
    """A line that looks bad and is not, and when it is after all."""

    title: Sentence
    explain: Sentence
    match: Condition
    unless: list[CallOff] = Field([], description="what makes it real")
    signatures: list[FindingId] = Field([], description="only these stay silent; empty: all")
    references: list[Reference] = []
    examples: Fires


KINDS: dict[str, type[Strict]] = {
    "signatures": Signature,
    "causes": Cause,
    "facts": FactRule,
    "harmless": Harmless,
}


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of rule file, for editors."""
    return KINDS[kind].model_json_schema(by_alias=True)
