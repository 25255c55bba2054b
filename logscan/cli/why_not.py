"""`logscan why-not RULE LOG`: which part of a rule a log does not satisfy, and by how much."""

from __future__ import annotations

from typing import Any

import click

from logscan.cli._options import FOLDERS


@click.command()
@click.argument("id_", metavar="RULE")
@click.argument("paths", nargs=-1, required=True, metavar="LOG...")
@FOLDERS
@click.option(
    "--context",
    type=click.Path(exists=True, dir_okay=False),
    multiple=True,
    help="Add a Procfile, render.yaml, ...",
)
@click.option("--no-redact", is_flag=True, help="Leave secrets and addresses as they are.")
def command(id_: str, paths: tuple[str, ...], **given: Any) -> None:
    """Say why a rule did not fire on a log (or did): part by part, with the deciding lines."""
    import sys
    from pathlib import Path

    from logscan.cli._output import emit
    from logscan.cli.rules._lookup import find
    from logscan.pipeline import Options
    from logscan.rehearsal.why import explain
    from logscan.render._escape import visible
    from logscan.report.redact import redact_text
    from logscan.rulebook.load import load

    rules = load([Path(folder) for folder in given["rules"]])
    kind, _ = find(rules, id_)
    said = explain(
        rules, kind, id_, paths, Options(context=tuple(given["context"])), sys.stdin.buffer
    )
    marks = {True: "+", False: "-", None: " "}
    lines = [f"{kind}/{id_}"]
    lines += [visible(f"{'  ' * step.depth}{marks[step.holds]} {step.text}") for step in said]
    text = "\n".join(lines) + "\n"
    emit(text if given["no_redact"] else redact_text(text))
