"""Every exception that logscan raises on purpose, as one small tree.

LogscanError
├── UsageError    the user asked for something that cannot be done (exit code 2)
├── RuleError     rule files that do not say what they must; carries all complaints (exit code 2)
└── ConfigError   a configuration file that cannot be used (exit code 2)

Bad log lines are data and never raise; anything else that escapes is our own bug (exit code 70).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class LogscanError(Exception):
    """The root of the tree."""


class UsageError(LogscanError):
    """A path, flag or value that cannot be used, said so that the user can mend it."""


class Complaint(NamedTuple):
    """One thing that is wrong in a rule or settings file, with its place and its remedy."""

    file: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.text}"


class RuleError(LogscanError):
    """All complaints about a set of rules at once."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("\n".join(str(complaint) for complaint in self.complaints))


class ConfigError(LogscanError):
    """All complaints about a configuration file at once."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("\n".join(str(complaint) for complaint in self.complaints))
