"""The command line: flags, colour, progress, exit codes; the only place that prints.

Each module of this package is a command and has `command`; the package `rules` is a group of them.
Modules whose name begins with an underscore are none. A command imports what does the work inside
its function, so that `--help` and `--version` cost next to nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence

import click

from logscan import __version__
from logscan.cli._lazy import LazyGroup
from logscan.errors import LogscanError, UsageError

EPILOG = """Exit codes: 0 nothing at or above --fail-on; 1 incidents; 2 misuse or bad rules;
3 no verdict (nothing readable); 70 a bug in logscan; 130 after Ctrl-C."""

FEW_CYCLES = 100_000
"""So many new objects between two looks for cycles, which scanning makes next to none of: looking
after every 700 takes a tenth of the time."""


@click.command(cls=LazyGroup, package=__name__, epilog=EPILOG)
@click.version_option(__version__, prog_name="logscan")
def group() -> None:
    """Read the logs of a Python web app: what happened, why, and what to do about it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; nothing but SystemExit escapes."""
    gc.set_threshold(FEW_CYCLES)
    try:
        code = group.main(arguments, prog_name="logscan", standalone_mode=False)
    except click.exceptions.Abort:
        return 130
    except SystemExit:  # click's way to end when the reader of its output has gone away
        return 0
    except click.ClickException as misuse:
        misuse.show()
        return 2
    except LogscanError as error:
        from logscan.cli._output import note

        lines = str(error).split("\n")
        own = isinstance(error, UsageError) or len(lines) == 1
        note("\n".join(f"logscan: {line}" for line in lines) if own else str(error))
        return 2
    except Exception as crash:
        from logscan.cli._crash import report_crash

        return report_crash(crash)
    return code if isinstance(code, int) else 0
