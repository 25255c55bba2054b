"""Procfile: `web: command` lines (https://devcenter.heroku.com/articles/procfile)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from logscan.parsers.settings._command import command_settings
from logscan.parsers.settings._found import Found, NotUnderstoodError


def is_mine(name: str, text: str) -> bool:
    """By its name."""
    return name.partition(".")[0] == "Procfile"


def read(text: str) -> Iterator[Found]:
    """The start command of the web process."""
    processes = 0
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r"\s*([\w-]+)\s*:\s*(\S.*)$", line)
        if found and not line.lstrip().startswith("#"):
            processes += 1
            if found[1] == "web":
                yield from command_settings(found[2], number)
    if not processes:
        raise NotUnderstoodError("no line names a process")
