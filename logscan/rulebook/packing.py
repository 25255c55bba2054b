"""What the wheel carries of the built-in pack: its rules, their factors, and all of it compiled."""

from __future__ import annotations

import json
from pathlib import Path

from logscan.rulebook.compile import compile_rules
from logscan.rulebook.conditions import ByteFactors
from logscan.rulebook.load import FACTORS, PACKED, packed_factors, read_folder
from logscan.rulebook.stored import STORED, dumped


def pack(folder: Path, byte_factors: ByteFactors) -> dict[Path, bytes]:
    """The files for the rules below `folder`, by their places. Raises RuleError for bad ones."""
    rules = read_folder(folder)
    compiled = compile_rules(rules, byte_factors)
    forms = [form.pattern for form in compiled.everywhere.factors if form.literal is None]
    return {
        PACKED: json.dumps(rules).encode(),
        FACTORS: json.dumps(packed_factors(rules, forms)).encode(),
        STORED: dumped(compiled),
    }
