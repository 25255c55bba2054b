"""Find a rule by its id, with a guess where there is none."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from logscan.errors import UsageError


def find(rules: Mapping[str, Mapping[str, dict[str, Any]]], id_: str) -> tuple[str, dict[str, Any]]:
    """Kind and content of the rule. Raises UsageError, with what may have been meant."""
    for kind, found in rules.items():
        if id_ in found:
            return kind, found[id_]
    known = [known for found in rules.values() for known in found]
    guess = difflib.get_close_matches(id_, known, 3)
    hint = f" (did you mean {', '.join(map(repr, guess))}?)" if guess else ""
    raise UsageError(f"no rule has the id {id_!r}{hint}; `logscan rules list` shows all")
