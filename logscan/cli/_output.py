"""Where text goes: the report to stdout or a file, everything else to stderr."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import click

from logscan.errors import UsageError
from logscan.render._escape import visible_lines

_WIDTH = 100
"""Columns where there is no terminal to ask."""


def note(text: str) -> None:
    """Say something beside the report, with nothing in it that could control the terminal."""
    click.echo("\n".join(visible_lines(text)), err=True)


def wants_color(flag: bool | None, output: str | None) -> bool:
    """The flag if it is given, else NO_COLOR, FORCE_COLOR, else whether a terminal shows it."""
    if flag is not None:
        return flag
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return to_file(output) is None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def width(output: str | None) -> int:
    """Columns of the terminal that shows the report."""
    shown = to_file(output) is None and sys.stdout.isatty()
    return _terminal().columns if shown else _WIDTH


def _terminal() -> os.terminal_size:
    from shutil import get_terminal_size  # slow to import, and a pipe does not need it

    return get_terminal_size()


def to_file(output: str | None) -> Path | None:
    """The file that is meant by `--output`; `-` and nothing are stdout."""
    return None if output in (None, "-") else Path(str(output))


def check_output(output: str | None) -> None:
    """Refuse a file that cannot be written before any work is done. Raises UsageError."""
    path = to_file(output)
    if path is None:
        return
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise UsageError(f"cannot write to {path}: it is a folder, or its folder does not exist")
    if not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
        raise UsageError(f"cannot write to {path}: permission denied")


def emit(text: str, output: str | None = None) -> None:
    """Write a report; a reader that has gone away is no error. Raises UsageError for a bad file."""
    path = to_file(output)
    if path is not None:
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"cannot write to {path}: {error.strerror}") from error
        return
    try:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def hint_at_top(text: str, output: str | None) -> None:
    """Say where the answer is when a report is longer than the terminal that shows it."""
    shown = to_file(output) is None and sys.stdout.isatty() and sys.stderr.isatty()
    if shown and text.count("\n") > _terminal().lines:
        note("(the answer is at the top; -q shows it alone)")
