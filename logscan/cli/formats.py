"""`logscan formats`: which log formats are read and in which forms a report comes."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """List the log formats that are read, and the forms of a report."""
    from logscan.parsers import formats
    from logscan.render import renderers
    from logscan.render._escape import clipped, visible

    click.echo("Log formats (name them with --log-format where the guess is wrong):")
    for item in formats():
        click.echo(f"  {item.name:<20} {item.title}")
        example = item.example.strip().split("\n")[0]
        click.echo(f"  {'':<20} {clipped(visible(example), 77)}")
    click.echo("\nForms of a report (--format):")
    for name, renderer in renderers().items():
        click.echo(f"  {name:<20} {renderer.TITLE}")
