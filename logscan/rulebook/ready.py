"""A rulebook that is ready to use, by the quickest way there is to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from logscan.rulebook import stored
from logscan.rulebook.compile import compile_rules
from logscan.rulebook.conditions import ByteFactors
from logscan.rulebook.load import known_factors, load
from logscan.rulebook.rules import Rulebook


def ready(folders: Sequence[Path], disable: Sequence[str], byte_factors: ByteFactors) -> Rulebook:
    """The built-in pack with the rules of some folders and without the disabled ones.

    Raises RuleError and UsageError as `load` and `compile_rules` do.
    """
    as_built = None if folders or disable else stored.builtin()
    return as_built or compile_rules(load(folders, disable), byte_factors, known_factors())
