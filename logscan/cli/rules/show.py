"""`logscan rules show ID`: a rule with every default filled in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
    click.echo(json.dumps(_said({"kind": kind, "id": id_, **rule}), indent=2))


def _said(value: Any) -> Any:
    """The value without what was left open in it."""
    if isinstance(value, dict):
        return {name: _said(part) for name, part in value.items() if part is not None}
    return [_said(part) for part in value] if isinstance(value, list) else value
