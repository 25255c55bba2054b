"""The part of `logscan.report/1` that says what was read and seen, without judging it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from logscan.model import Clock

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
