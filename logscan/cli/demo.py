"""`logscan demo`: the report on a built-in sample of a real outage."""

from __future__ import annotations

from typing import Any

import click

from logscan.cli._options import FAILING, READING, SHOWING, TO_FILE, options


@click.command()
@options(SHOWING, TO_FILE)
def command(**given: Any) -> int:
    """Show what a report looks like, on a log that logscan brings along."""
    from logscan.cli._output import note
    from logscan.cli._reading import read_and_show
    from logscan.pipeline import demo_path

    path = str(demo_path())
    note("This is a sample. For your own log: logscan scan app.log")
    return read_and_show([path], {**_defaults(), **given}, None)


def _defaults() -> dict[str, Any]:
    """The values of the options that `demo` does not offer."""
    pretend = options(READING, FAILING)(click.command()(lambda **given: given))
    values: dict[str, Any] = pretend.main([], standalone_mode=False)
    return {**values, "fail_on": "never"}
