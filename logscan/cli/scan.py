"""`logscan scan`: read logs to their end and report once."""

from __future__ import annotations

import sys
from typing import Any

import click

from logscan.cli._options import CONFIG, FAILING, JOBS, READING, SHOWING, TO_FILE, options


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH|GLOB|DIR|-]...")
@options(SHOWING, TO_FILE, FAILING, READING, JOBS, CONFIG)
def command(paths: tuple[str, ...], **given: Any) -> int:
    """Find incidents in log files, folders, or what is piped in.

    Compressed files are read as well; `-` is standard input, which is also read when no path is
    given and something is piped in.
    """
    if not paths and sys.stdin.isatty():
        click.echo(click.get_current_context().get_help())
        return 0
    from logscan.cli._reading import read_and_show

    return read_and_show(paths or ("-",), given, sys.stdin.buffer)
