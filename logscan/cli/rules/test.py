"""`logscan rules test`: every rule on its own examples, and all rules on all samples."""

from __future__ import annotations

from pathlib import Path

import click

from logscan.cli._options import FOLDERS

_FOLDER = click.Path(exists=True, file_okay=False)


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@FOLDERS
@click.option("--samples", type=_FOLDER, help="Folder of samples; default: that of the checkout.")
@click.option("--fast", is_flag=True, help="Leave out the windows of the healthy logs.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes; default: all cores.")
def command(
    ids: tuple[str, ...], rules: tuple[str, ...], samples: str | None, fast: bool, jobs: int
) -> int:
    """Try rules on their examples and on the samples; with IDs, on those rules' examples only.

    Exit code 1 if anything comes out otherwise than expected.
    """
    from logscan.cli._output import emit, note
    from logscan.cli.rules._lookup import find
    from logscan.rehearsal import rehearse, verdicts
    from logscan.rehearsal.programme import programme, sample_folder
    from logscan.render._escape import visible_lines
    from logscan.rulebook.load import load

    found = load([Path(folder) for folder in rules])
    wanted = [f"{find(found, id_)[0]}/{id_}" for id_ in ids]
    folder = Path(samples) if samples else sample_folder()
    if folder is None and not ids:
        note("no samples here: only the examples of the rules are tried")
    done = list(rehearse(found, programme(found, folder, only=wanted, windows=not fast), jobs))
    emit("\n".join(visible_lines(verdicts.text(done))) + "\n")
    return 1 if any(verdict.failures for verdict in done) else 0
