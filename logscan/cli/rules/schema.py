"""`logscan rules schema KIND`: the JSON Schema of a rule file, for editors."""

from __future__ import annotations

import json

import click


@click.command()
@click.argument("kind")
def command(kind: str) -> None:
    """Print the JSON Schema of signatures, causes, facts or harmless."""
    from logscan.errors import UsageError
    from logscan.rulebook.schema import KINDS, json_schema

    if kind not in KINDS:
        raise UsageError(f"no such kind of rule: {kind!r}; there are {', '.join(KINDS)}")
    click.echo(json.dumps(json_schema(kind), indent=2))
