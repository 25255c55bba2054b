"""Ids: those that are named exist, and those that are given are in style."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from logscan.errors import Complaint
from logscan.rulebook.lint._pack import Pack, Remark, Step, Written
from logscan.rulebook.load import KINDS

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 40
FILLERS = {"detect", "detected", "issue", "problem", "rule", "fix", "the"}
REMEDIES = {"increase", "raise", "add", "use", "enable", "upgrade", "restart", "set"}


def check(pack: Pack) -> Iterator[Remark]:
    """Errors for ids that nothing has, warnings for style."""
    yield from _misplaced(pack.folder)
    for rule in pack.rules:
        yield from _style(rule)
        for kind, id_, steps in _named(rule):
            known = pack.ids.get(kind, set())
            if id_ not in known:
                guess = difflib.get_close_matches(id_, known, 1)
                hint = f" (did you mean {guess[0]}?)" if guess else ""
                yield rule.error(f"no {kind[:-1]} has the id {id_}{hint}", *steps)


def _misplaced(folder: Path) -> Iterator[Remark]:
    """Files that are not read, because of their names or their depth."""
    for kind in KINDS:
        for path in sorted((folder / kind).rglob("*")):
            depth = len(path.relative_to(folder / kind).parts)
            wrong = depth != (2 if kind == "signatures" else 1)
            if path.is_file() and (path.suffix != ".yaml" or wrong):
                text = (
                    "rules are signatures/<area>/<slug>.yaml and <kind>/<slug>.yaml; "
                    "this file is no rule"
                    if path.suffix != ".yaml"
                    else "a signature lies in an area, every other rule lies directly in its folder"
                )
                yield Remark("error", Complaint(str(path), 1, 1, text))


def _style(rule: Written) -> Iterator[Remark]:
    for part in rule.id.split("."):
        if not SLUG.fullmatch(part):
            yield rule.error(f"the id {rule.id} is not lower-case words joined by dashes")
    words = rule.id.rpartition(".")[2].split("-")
    filler = [word for word in words if word in FILLERS]
    if filler and len(words) > 1:
        yield rule.warning(f"the id {rule.id} holds a filler word: {', '.join(filler)}")
    if words[0] in REMEDIES:
        yield rule.warning(f"the id {rule.id} names a remedy; name what is found")
    if len(rule.id) > LONGEST:
        yield rule.warning(f"the id {rule.id} is longer than {LONGEST} characters")


Named = tuple[str, str, tuple[Step, ...]]


def _named(rule: Written) -> Iterator[Named]:
    """Every id that a rule names, with the kind that has it."""
    data = rule.data
    for number, edge in enumerate(data.get("consequence_of", ())):
        yield from _each("signatures", edge["of"], ("consequence_of", number, "of"))
    yield from _each("signatures", data.get("signatures", []), ("signatures",))
    yield from _each("signatures", data.get("explains", []), ("explains",))
    for key in ("refines", "yields_to"):
        yield from _each("causes", data.get(key, []), (key,))
    for rank in ("proves", "supports", "refutes"):
        for number, item in enumerate(data.get(rank, ())):
            yield from _evidence(item, (rank, number))
    for key in ("absent", "present"):
        for number, item in enumerate(data.get("verify", {}).get(key, ())):
            yield from _each("signatures", item["finding"], ("verify", key, number, "finding"))
    if rule.kind == "causes":
        for steps, example in rule.examples():
            yield from _each("causes", example["instead"], (*steps, "instead"))


def _evidence(item: Mapping[str, Any], steps: tuple[Step, ...]) -> Iterator[Named]:
    yield from _each("signatures", item["finding"], (*steps, "finding"))
    for number, part in enumerate(item["all"] or ()):
        yield from _evidence(part, (*steps, "all", number))


def _each(kind: str, ids: str | Iterable[str] | None, steps: tuple[Step, ...]) -> Iterator[Named]:
    if isinstance(ids, str):
        yield kind, ids, steps
    else:
        for number, id_ in enumerate(ids or ()):
            yield kind, id_, (*steps, number)
