"""What is said when logscan itself fails: enough for a bug report, nothing from a log."""

from __future__ import annotations

import os
import platform
import traceback
from pathlib import Path

from logscan import __version__
from logscan.cli._output import note

_PACKAGE = Path(__file__).parent.parent


def report_crash(crash: Exception) -> int:
    """Describe the crash on stderr without its message, which may quote a log; gives 70.

    With LOGSCAN_DEBUG set the exception is raised again.
    """
    if os.environ.get("LOGSCAN_DEBUG"):
        raise crash
    note(
        "logscan: this is a bug in logscan, not in your log. Please report the lines below, which\n"
        "hold nothing of the log; do not attach the log itself.\n"
        f"  logscan {__version__}, Python {platform.python_version()}, {platform.platform()}"
    )
    for line in _frames(crash):
        note(f"  {line}")
    note(f"  {type(crash).__module__}.{type(crash).__qualname__}")
    return 70


def _frames(crash: Exception) -> list[str]:
    """Our own frames, innermost last, by module, line and function."""
    found = []
    for frame in traceback.extract_tb(crash.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            found.append(f"{path.relative_to(_PACKAGE)}:{frame.lineno} in {frame.name}")
    return found
