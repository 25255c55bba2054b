"""`logscan rules catalogue`: the page `rules/README.md`."""

from __future__ import annotations

from pathlib import Path

import click

from logscan.cli._options import FOLDERS


@click.command()
@FOLDERS
@click.option("-o", "--output", metavar="FILE", help="Write to a file.")
def command(rules: tuple[str, ...], output: str | None) -> None:
    """Print every rule as one Markdown page."""
    from logscan.cli._output import emit
    from logscan.rulebook.catalogue import catalogue
    from logscan.rulebook.load import load

    emit(catalogue(load([Path(folder) for folder in rules])), output)
