"""`logscan watch`: read a pipe and show each incident as soon as it is decided."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import click

from logscan.cli._options import CONFIG, FAILING, READING, SHOWING, options

if TYPE_CHECKING:
    from logscan.model import Incident

_AGAIN = "(told before; more is known now)\n"


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
    from logscan.cli._output import emit, note
    from logscan.cli._reading import INTERRUPTED, Showing, alone
    from logscan.cli._verdict import reaches
    from logscan.model import Report
    from logscan.pipeline import watch
    from logscan.render._wording import plural

    showing, reached = Showing.of({**given, "output": None}), False
    gap = "" if showing.format == "json" else "\n"
    showing.text(Report(__version__, "", "", (), (), ()), alone=True)  # loads what shows
    told: set[str] = set()
    going = _Watching(watch(sys.stdin.buffer, pipeline_options(given)))
    try:
        for incident in going:
            again = _AGAIN if gap and incident.id in told else ""
            report = alone(incident, __version__)
            emit(again + showing.text(report, alone=True, compact=True) + gap)
            told.add(incident.id)
            reached = reached or reaches([incident], given["fail_on"])
    except KeyboardInterrupt:
        note(f"logscan: stopped; {plural(len(told), 'incident')} so far")
        return INTERRUPTED
    if not told:
        note("logscan: no incident found" if going.read else "logscan: no verdict: nothing read")
    return 1 if reached else 0 if going.read else 3


class _Watching:
    """The incidents of a watch, and at its end whether anything was read at all."""

    def __init__(self, incidents: Generator[Incident, None, bool]) -> None:
        self.incidents = incidents
        self.read = True

    def __iter__(self) -> Iterator[Incident]:
        self.read = (yield from self.incidents) is not False
