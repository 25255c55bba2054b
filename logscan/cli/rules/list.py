"""`logscan rules list`: every rule by its id."""

from __future__ import annotations

from pathlib import Path

import click

from logscan.cli._options import FOLDERS


@click.command()
@FOLDERS
@click.option("--kind", metavar="KIND", help="Only signatures, causes, facts or harmless.")
def command(rules: tuple[str, ...], kind: str | None) -> None:
    """List the rules: kind, id, severity, title."""
    from logscan.errors import UsageError
    from logscan.render._escape import visible
    from logscan.rulebook.load import load

    found = load([Path(folder) for folder in rules])
    if kind is not None and kind not in found:
        raise UsageError(f"no such kind of rule: {kind!r}; there are {', '.join(found)}")
    rows = [
        (name, id_, rule.get("severity") or "-", rule.get("title", ""))
        for name in ([kind] if kind else found)
        for id_, rule in sorted(found[name].items())
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False))
        click.echo(visible("  ".join((*cells, row[3]))))
