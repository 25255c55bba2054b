"""Report -> text: one renderer per module, found by listing this package.

A renderer has `NAME` (as in `--format`), `TITLE` (a line about it) and `render(report, **options)`,
which takes the options it knows (`width`, `color`, `verbosity`, `alone`, `compact`) and ignores the
rest. It gets a report that has passed the redaction door and escapes for its own form. Modules
whose name begins with an underscore are shared by renderers and are none themselves. What takes
time to import is imported inside `render`, so that names can be listed at no cost.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Protocol, cast

from logscan.model import Report


class Renderer(Protocol):
    """What a module of this package offers."""

    NAME: str
    TITLE: str

    def render(self, report: Report, **options: object) -> str:
        """The report in this renderer's form, ending with a newline."""


def renderers() -> dict[str, Renderer]:
    """All renderers by name, in the order of their modules' names."""
    names = (m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    modules = (cast(Renderer, import_module(f"{__name__}.{name}")) for name in sorted(names))
    return {module.NAME: module for module in modules}
