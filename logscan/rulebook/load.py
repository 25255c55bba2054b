"""Rule files into checked plain data: the one room of YAML, and the one place that knows where
the built-in pack is.

A rule set is `{kind: {id: rule}}` with kinds signatures, causes, facts, harmless; each rule is
plain data with every default filled in, so that whoever compiles it needs neither YAML nor
pydantic. The wheel carries the built-in pack as one JSON file; a checkout reads `rules/`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from logscan.errors import Complaint, RuleError, UsageError
from logscan.factors import Choice, Factor, factors

Rule = dict[str, Any]
RuleSet = dict[str, dict[str, Rule]]

KINDS = ("signatures", "causes", "facts", "harmless")
PACKED = Path(__file__).parent.parent / "pack.json"
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
        rules: RuleSet = _packed()["rules"]
        return rules
    return read_folder(CHECKOUT)


def known_factors() -> dict[str, Choice | None]:
    """The factors of the built-in pack's patterns, worked out when the wheel was built."""
    if not PACKED.exists():
        return {}
    return {
        pattern: None if choice is None else frozenset(map(Factor._make, choice))
        for pattern, choice in _packed()["factors"].items()
    }


def known_sha() -> str:
    """The mark of the built-in pack, worked out when the wheel was built; else empty."""
    return str(_packed()["sha"]) if PACKED.exists() else ""


def sha_of(rules: RuleSet) -> str:
    """A short mark that tells rule sets apart."""
    from hashlib import sha256

    return sha256(json.dumps(rules, sort_keys=True).encode()).hexdigest()[:12]


def pack(folder: Path) -> dict[str, Any]:
    """What goes into the wheel: the rules below `folder`, checked, with their factors."""
    from logscan.rulebook.conditions import patterns

    rules = read_folder(folder)
    return {
        "rules": rules,
        "sha": sha_of(rules),
        "factors": {
            text: None if (choice := _factors(text)) is None else sorted(choice)
            for found in rules.values()
            for rule in found.values()
            for text in patterns(rule)
        },
    }


def _factors(text: str) -> Choice | None:
    """The factors of a text, which may be no pattern at all."""
    try:
        return factors(text)
    except re.error:
        return None


@cache
def _packed() -> Any:
    return json.loads(PACKED.read_text(encoding="utf-8"))


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
