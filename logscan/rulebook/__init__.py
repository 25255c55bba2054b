"""The rulebook: what logscan knows, from YAML files to compiled rules."""

from __future__ import annotations

from logscan.rulebook.compile import UNEXPLAINED, compile_rules
from logscan.rulebook.load import known_factors, load
from logscan.rulebook.ready import ready
from logscan.rulebook.rules import Rulebook

__all__ = ["UNEXPLAINED", "Rulebook", "compile_rules", "known_factors", "load", "ready"]
