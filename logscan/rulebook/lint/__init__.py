"""What is wrong, or could be better, in a folder of rules: one module per kind of check.

Each module whose name does not begin with an underscore has `check(pack)`, which gives remarks;
they are found by listing this folder. Nothing here reads a clock or a log format: whoever calls
says what day it is, how a log is read and what the bytes of the samples are.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from logscan.rulebook.lint._pack import Bench, Pack, Remark, read_pack


def lint(folder: Path, bench: Bench) -> list[Remark]:
    """Every remark about the rules of a folder, in the order of their places."""
    pack, remarks = read_pack(folder, bench)
    names = (module.name for module in pkgutil.iter_modules(__path__))
    for name in sorted(name for name in names if not name.startswith("_")):
        found: Iterable[Remark] = import_module(f"{__name__}.{name}").check(pack)
        remarks += found
    return sorted(set(remarks), key=lambda remark: remark.complaint)


__all__ = ["Bench", "Pack", "Remark", "lint"]
