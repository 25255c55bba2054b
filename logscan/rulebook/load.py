"""Rule files into checked plain data: the one room of YAML, and the one place that knows where
the built-in pack is.

A rule set is `{kind: {id: rule}}` with kinds signatures, causes, facts, harmless; each rule is
plain data with every default filled in, so that whoever compiles it needs neither YAML nor
pydantic. The wheel carries the built-in pack as JSON; a checkout reads `rules/`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from logscan.errors import Complaint, RuleError, UsageError
from logscan.factors import Choice, Factor, factors

Rule = dict[str, Any]
RuleSet = dict[str, dict[str, Rule]]

KINDS = ("signatures", "causes", "facts", "harmless")
PACKED = Path(__file__).parent.parent / "pack.json"
FACTORS = Path(__file__).parent.parent / "factors.json"
CHECKOUT = Path(__file__).parent.parent.parent / "rules"


def load(dirs: Sequence[Path] = (), disable: Iterable[str] = ()) -> RuleSet:
    """The built-in pack, overlaid with the rules of `dirs`, without those that are disabled.

    A rule of the same kind and id replaces the earlier one. Raises RuleError with every complaint
    of every file, and UsageError for a folder that does not exist or an id that nothing has.
    """
    rules = builtin()
    for folder in dirs:
        if not folder.is_dir():
            raise UsageError(f"no such folder of rules: {folder}")
        for kind, found in read_folder(folder).items():
            rules[kind].update(found)
    return _without(rules, list(disable))


def builtin() -> RuleSet:
    """The pack that logscan brings along."""
    if PACKED.exists():
        rules: RuleSet = json.loads(PACKED.read_text(encoding="utf-8"))
        return rules
    return read_folder(CHECKOUT)


class KnownFactors(Mapping[str, Choice | None]):
    """The factors of patterns, each made when it is asked for."""

    def __init__(self, known: Mapping[str, Sequence[tuple[str, bool]] | None]) -> None:
        self._known = known

    def __getitem__(self, pattern: str) -> Choice | None:
        choice = self._known[pattern]
        return None if choice is None else frozenset(map(Factor._make, choice))

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


@cache
def known_factors() -> KnownFactors:
    """The factors of the built-in pack's patterns, worked out when the wheel was built."""
    return KnownFactors(json.loads(FACTORS.read_text("utf-8")) if FACTORS.exists() else {})


def factors_of(pattern: str) -> Choice | None:
    """The factors of a pattern, as the wheel carries them or worked out here."""
    known = known_factors()
    return known[pattern] if pattern in known else factors(pattern)


def sha_of(rules: RuleSet) -> str:
    """A short mark that tells rule sets apart."""
    from hashlib import sha256

    return sha256(json.dumps(rules, sort_keys=True).encode()).hexdigest()[:12]


def packed_factors(rules: RuleSet, forms: Iterable[str]) -> dict[str, list[Factor] | None]:
    """What goes into the wheel of the factors of patterns, and of the byte forms of numbers."""
    from logscan.rulebook.conditions import patterns

    found = [text for kind in rules.values() for rule in kind.values() for text in patterns(rule)]
    return {
        text: None if (choice := _factors(text)) is None else sorted(choice)
        for text in (*found, *forms)
    }


def _factors(text: str) -> Choice | None:
    """The factors of a text, which may be no pattern at all."""
    try:
        return factors(text)
    except re.error:
        return None


def read_folder(folder: Path) -> RuleSet:
    """Every rule below `folder`, checked. Raises RuleError with all complaints at once."""
    rules: RuleSet = {kind: {} for kind in KINDS}
    complaints: list[Complaint] = []
    for kind, path in rule_files(folder):
        from logscan.rulebook import files

        rule, found = files.read(kind, path, str(path))
        complaints += found
        if rule is not None:
            rules[kind][rule_id(kind, path.relative_to(folder / kind))] = rule
    if complaints:
        raise RuleError(complaints)
    return rules


def rule_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The rule files below `folder` with their kind, in a stable order."""
    for kind in KINDS:
        for path in sorted((folder / kind).rglob("*.yaml")):
            yield kind, path


def rule_id(kind: str, path: Path) -> str:
    """The id that a rule has by its place: <area>.<slug> for signatures, else the slug."""
    return ".".join(path.with_suffix("").parts) if kind == "signatures" else path.stem


def _without(rules: RuleSet, disable: list[str]) -> RuleSet:
    known = {id_ for found in rules.values() for id_ in found}
    unknown = [id_ for id_ in disable if id_ not in known]
    if unknown:
        raise UsageError(f"no rule has this id: {', '.join(unknown)}")
    return {
        kind: {id_: rule for id_, rule in found.items() if id_ not in disable}
        for kind, found in rules.items()
    }
