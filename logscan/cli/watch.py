"""`logscan watch`: read a pipe and show each incident as soon as it is decided."""

from __future__ import annotations

import sys
from typing import Any

import click

from logscan.cli._options import CONFIG, FAILING, READING, SHOWING, options


@click.command()
@options(SHOWING, FAILING, READING, CONFIG)
def command(**given: Any) -> int:
    """Follow what is piped in, as in `railway logs | logscan watch`.

    An incident is shown when it is decided, and again when more is known. With `--format json`
    each is one line. Exit codes are those of `scan`, once the pipe ends.
    """
    if sys.stdin.isatty():
        click.echo(click.get_current_context().get_help())
        return 0
    return _follow(given)


def _follow(given: dict[str, Any]) -> int:
    from logscan import __version__
    from logscan.cli._options import pipeline_options
    from logscan.cli._output import emit
    from logscan.cli._reading import INTERRUPTED, Showing, alone
    from logscan.cli._verdict import reaches
    from logscan.pipeline import watch

    showing, reached = Showing.of({**given, "output": None}), False
    gap = "" if showing.format == "json" else "\n"
    try:
        for incident in watch(sys.stdin.buffer, pipeline_options(given)):
            report = alone(incident, __version__)
            emit(showing.text(report, alone=True, compact=True) + gap)
            reached = reached or reaches([incident], given["fail_on"])
    except KeyboardInterrupt:
        return INTERRUPTED
    return int(reached)
