"""`logscan schema`: the JSON Schema of a report."""

from __future__ import annotations

import json

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of `--format json` (logscan.report/1)."""
    from logscan.render.json_v1 import schema

    click.echo(json.dumps(schema(), indent=2))
