"""`logscan rules lint`: what is wrong, or could be better, in rule files."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument(
    "folder",
    required=False,
    metavar="[DIR]",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--strict", is_flag=True, help="Exit 2 for warnings, too.")
@click.option("-q", "--quiet", is_flag=True, help="Only errors.")
def command(folder: Path | None, strict: bool, quiet: bool) -> int:
    """Check rule files: complaints as file:line:column, errors and warnings.

    Without DIR the rules of a checkout are checked. Exit code 2 if there are errors.
    """
    from datetime import date

    from logscan.cli._output import emit, note
    from logscan.rehearsal.bench import bench
    from logscan.render._escape import visible
    from logscan.rulebook.lint import lint
    from logscan.rulebook.load import CHECKOUT

    remarks = lint(folder or CHECKOUT, bench(date.today()))
    errors = [remark for remark in remarks if remark.level == "error"]
    shown = errors if quiet else remarks
    emit("".join(f"{visible(str(remark))}\n" for remark in shown))
    note(f"{len(errors)} errors, {len(remarks) - len(errors)} warnings")
    return 2 if errors or (strict and remarks) else 0
