"""`logscan explain ID`: what a rule says about a finding or a cause."""

from __future__ import annotations

from pathlib import Path

import click

from logscan.cli._options import FOLDERS


@click.command()
@click.argument("id_", metavar="ID")
@FOLDERS
def command(id_: str, rules: tuple[str, ...]) -> None:
    """Explain a finding or cause: what it means, what to do, and where that is documented."""
    from logscan.cli._rule_text import explained
    from logscan.cli.rules._lookup import find
    from logscan.rulebook.load import load

    kind, rule = find(load([Path(folder) for folder in rules]), id_)
    click.echo("\n".join(explained(kind, id_, rule)))
