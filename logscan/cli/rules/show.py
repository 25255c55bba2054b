"""`logscan rules show ID`: a rule with every default filled in."""

from __future__ import annotations

import json
from pathlib import Path

import click

from logscan.cli._options import FOLDERS


@click.command()
@click.argument("id_", metavar="ID")
@FOLDERS
def command(id_: str, rules: tuple[str, ...]) -> None:
    """Show a rule as it is used, as JSON with every default filled in."""
    from logscan.cli.rules._lookup import find
    from logscan.rulebook.load import load

    kind, rule = find(load([Path(folder) for folder in rules]), id_)
    click.echo(json.dumps({"kind": kind, "id": id_, **rule}, indent=2))
