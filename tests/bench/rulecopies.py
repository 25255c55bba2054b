"""Copies of the built-in rules with other ids and other words, to make the pack ten times as big.

`python -m tests.bench.rulecopies FOLDER` writes nine copies. Each copied pattern has the length and
shape of its original, but says what no log of ours says, so the copies cost what scanning for more
literals costs and nothing else.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from logscan.rulebook.load import CHECKOUT, rule_files

COPIES = 9
VOWELS = "aeiou"
CONSONANTS = "bcdfghjklmnpqrstvwxyz"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
TOKEN = re.compile(
    r"""\\.                                 # an escape
    |\(\?P<\w+>|\(\?P=\w+\)                # a group with its name, and what refers to it
    |\(\?[a-zA-Z-]+[:)]                     # flags
    |\[\^?\]?(?:\\.|[^\]\\])*\]             # a set
    |\{[\d,]*\}                             # a repeat
    |[A-Za-z]+                              # a word""",
    re.VERBOSE,
)
REFERENCES = {"of", "explains", "refines", "yields_to", "finding"}
STATUS = "http.response.status_code"
UNUSED = range(460, 500)
"""Status codes that no log of ours holds: copies look for these."""


def other_word(word: str, copy: int) -> str:
    """A word of the same length and about the same letters; another for each copy from 1 to 24."""
    vowels, consonants = copy % len(VOWELS), 1 + copy // len(VOWELS)
    return "".join(
        _shifted(_shifted(char, VOWELS, vowels), CONSONANTS, consonants) for char in word
    )


def _shifted(char: str, ring: str, by: int) -> str:
    place = ring.find(char.lower())
    if place < 0:
        return char
    other = ring[(place + by) % len(ring)]
    return other.upper() if char.isupper() else other


def other_pattern(pattern: str, copy: int) -> str:
    """A pattern with its words changed, and its groups, sets and escapes as they were."""
    return TOKEN.sub(
        lambda found: other_word(found[0], copy) if found[0].isalpha() else found[0], pattern
    )


def other_status(status: int, copy: int) -> int:
    """A status code that never comes."""
    return UNUSED[(status + 13 * copy) % len(UNUSED)]


def other_rule(value: Any, copy: int, key: str = "") -> Any:
    """A rule, or a part of one under a key, with its references and conditions changed."""
    change = partial(other_rule, copy=copy)
    if key in REFERENCES and _names_rules(value):
        return f"{value}-{copy}" if isinstance(value, str) else [f"{id_}-{copy}" for id_ in value]
    if isinstance(value, Mapping):
        return {name: change(each, key=str(name)) for name, each in value.items()}
    if isinstance(value, list):
        return [change(each, key=key) for each in value]
    if key == STATUS and isinstance(value, int):
        return other_status(value, copy)
    if isinstance(value, str) and (key in ("message", "raw") or key.count(".")):
        return other_pattern(value, copy)
    return value


def _names_rules(value: Any) -> bool:
    texts = [value] if isinstance(value, str) else value
    return isinstance(texts, list) and all(isinstance(each, str) for each in texts)


def write(rules: Path, target: Path, copies: int = COPIES) -> None:
    """`copies` changed copies of the rules in a folder."""
    for _, path in rule_files(rules):
        rule = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
        for copy in range(1, copies + 1):
            changed = other_rule(rule, copy)
            place = path.relative_to(rules)
            file = target / place.with_stem(f"{place.stem}-{copy}")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(yaml.dump(changed, Dumper=DUMPER, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    write(CHECKOUT, Path(sys.argv[1]))
