"""What is tried: the examples of the rules and, where there are any, the samples."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from logscan.rehearsal import examples, healthy, samples
from logscan.rehearsal.cases import Case
from logscan.rulebook.load import RuleSet

CHECKOUT = Path(__file__).parent.parent.parent / "sample_logs"


def sample_folder() -> Path | None:
    """The samples of a checkout; an installed logscan has none."""
    return CHECKOUT if CHECKOUT.is_dir() else None


def programme(
    rules: RuleSet, folder: Path | None, *, only: Sequence[str] = (), windows: bool = True
) -> list[Case]:
    """All cases, or only the examples of some rules (given as kind/id)."""
    own = list(examples.cases(rules))
    if only:
        return [case for case in own if case.rule in only]
    if folder is not None:
        own += samples.cases(folder)
        own += healthy.cases(folder, windows=windows)
    return own
