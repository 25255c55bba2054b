"""Settings files given with `--context`, read without running anything -> Facts.

One kind of file per module, found by listing this folder. A kind has `is_mine(name, text)` and
`read(text)`, which gives (fact name, value, line) triples or raises `NotUnderstoodError`. Modules whose
name begins with an underscore are shared by kinds and are none.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from logscan.errors import UsageError
from logscan.model import Fact
from logscan.parsers.settings._command import expanded
from logscan.parsers.settings._found import Found, NotUnderstoodError

LARGEST = 1024 * 1024


class Kind(Protocol):
    """What a module of this package offers."""

    def is_mine(self, name: str, text: str) -> bool: ...
    def read(self, text: str) -> Iterable[Found]: ...


class Settings(NamedTuple):
    """What settings files say, and what was not understood in them."""

    facts: tuple[Fact, ...]
    remarks: tuple[str, ...]


def read(paths: Sequence[str]) -> Settings:
    """The facts of settings files. Raises UsageError for a file that does not exist."""
    missing = [path for path in paths if not Path(path).is_file()]
    if missing:
        raise UsageError("\n".join(f"no such settings file: {path}" for path in missing))
    facts: list[Fact] = []
    remarks: list[str] = []
    for path in paths:
        try:
            facts += _facts(path)
        except (NotUnderstoodError, OSError, ValueError, RecursionError) as error:
            remarks.append(f"settings not understood: {path}: {error}")
    return Settings(tuple(facts), tuple(remarks))


def _facts(path: str) -> list[Fact]:
    if Path(path).stat().st_size > LARGEST:
        raise NotUnderstoodError("larger than a settings file is")
    text = Path(path).read_text(encoding="utf-8-sig", errors="replace")
    kind = next((kind for kind in kinds() if kind.is_mine(Path(path).name, text)), None)
    if kind is None:
        raise NotUnderstoodError("not a kind of file that is known")
    return [Fact(name, value, path, line, None) for name, value, line in kind.read(text)]


def kinds() -> list[Kind]:
    """Every kind of settings file, by the name of its module."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    return [cast(Kind, import_module(f"{__name__}.{name}")) for name in names]


__all__ = ["Found", "NotUnderstoodError", "Settings", "expanded", "kinds", "read"]
