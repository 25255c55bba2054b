"""Renderers are found, and finding them costs nothing."""

from __future__ import annotations

import subprocess
import sys

from logscan.render import renderers


def test_found_by_listing() -> None:
    """Each has its name, a line about it, and renders."""
    found = renderers()
    assert all(name in found for name in ("text", "markdown", "json"))
    assert all(name == renderer.NAME and renderer.TITLE for name, renderer in found.items())


def test_listing_loads_nothing_heavy() -> None:
    """Names come without the packages that some renderers need."""
    script = (
        "import sys; from logscan.render import renderers; renderers();"
        "print([m for m in ('pydantic', 'pandas', 'hyperscan', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
