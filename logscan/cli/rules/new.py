"""`logscan rules new ID --from-line LINE`: a signature drafted from a pasted log line."""

from __future__ import annotations

import click


@click.command()
@click.argument("id_", metavar="ID")
@click.option(
    "--from-line",
    "line",
    metavar="LINE",
    required=True,
    help="The log line as it stands in the log.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to a new file.")
def command(id_: str, line: str, output: str | None) -> None:
    """Draft the signature ID (<area>.<slug>) from a log line; TODO marks what is left to write.

    Secrets in the line are replaced, since examples are published with the rules.
    """
    import re

    from logscan.cli._output import check_output, emit, note, to_file
    from logscan.errors import UsageError
    from logscan.rehearsal import events
    from logscan.render._escape import visible_lines
    from logscan.report.redact import redact_text
    from logscan.rulebook.draft import draft

    if not re.fullmatch(r"[a-z0-9]+\.[a-z0-9]+(?:-[a-z0-9]+)*", id_):
        raise UsageError(f"{id_!r} is not <area>.<slug>, such as gunicorn.worker-timeout")
    path = to_file(output)
    check_output(output)
    if path is not None and path.exists():
        raise UsageError(f"{path} exists; a draft does not overwrite a rule")
    found = events(redact_text("\n".join(visible_lines(line))))
    if not found:
        raise UsageError("the line is empty")
    emit(draft(found[0]), output)
    note(f"goes to rules/signatures/{id_.replace('.', '/', 1)}.yaml; then: logscan rules lint")
