"""The options that commands share, and what they mean to the pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from logscan.cli._choice import OneOf
from logscan.cli._config import apply_config

if TYPE_CHECKING:
    from logscan.pipeline import Options

Command = TypeVar("Command", bound=Callable[..., Any])

_FOLDER = click.Path(exists=True, file_okay=False)
_FILE = click.Path(exists=True, dir_okay=False)


def _forms() -> Iterable[str]:
    from logscan.render import renderers

    return renderers()


def _severities() -> Iterable[str]:
    from logscan.cli._verdict import FAIL_ON

    return FAIL_ON


FOLDERS = click.option("--rules", type=_FOLDER, multiple=True, help="Add a folder of rules.")
READING = (
    click.option("--since", metavar="TIME", help="From then on: ISO time, or 1h before the end."),
    click.option("--until", metavar="TIME", help="Until then: ISO time, or 30m before the end."),
    click.option("--service", metavar="NAME", help="Only what this service wrote."),
    click.option("--log-format", metavar="NAME", help="Do not guess; see `logscan formats`."),
    click.option("--tz", metavar="ZONE", help="Zone of stamps that name none, as Europe/Paris."),
    FOLDERS,
    click.option("--disable", metavar="ID", multiple=True, help="Switch a rule off."),
    click.option("--context", type=_FILE, multiple=True, help="Add a Procfile, render.yaml, ..."),
    click.option("--strict", is_flag=True, help="Exit 3 where no log format is recognised."),
)
JOBS = (
    click.option(
        "--jobs",
        type=click.IntRange(min=0),
        metavar="N",
        default=1,
        help="Scan large files in N processes; 0: one for each core.",
    ),
)
SHOWING = (
    click.option("--format", type=OneOf(_forms), default="text", help="Form of the report."),
    click.option("-v", "--verbose", is_flag=True, help="Show all evidence."),
    click.option("-q", "--quiet", is_flag=True, help="Only headline, cause and fix."),
    click.option("--color/--no-color", default=None, help="Colour; default: on a terminal."),
    click.option("--no-redact", is_flag=True, help="Leave secrets and addresses as they are."),
)
TO_FILE = (click.option("-o", "--output", metavar="FILE", help="Write the report to a file."),)
FAILING = (
    click.option(
        "--fail-on",
        type=OneOf(_severities),
        default="medium",
        help="Exit 1 from this severity on (default: medium).",
    ),
)
CONFIG = (
    click.option(
        "--config",
        type=_FILE,
        is_eager=True,
        expose_value=False,
        callback=apply_config,
        help="Settings; default: logscan.toml, or [tool.logscan] in pyproject.toml.",
    ),
)


def options(*groups: tuple[Callable[[Command], Command], ...]) -> Callable[[Command], Command]:
    """A decorator that adds groups of options, in the order in which help shows them."""

    def decorate(command: Command) -> Command:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return decorate


def pipeline_options(given: dict[str, Any]) -> Options:
    """The values of `READING`, and of `JOBS` where a command has it, as the pipeline takes them."""
    from logscan.pipeline import Options

    return Options(
        since=given["since"],
        until=given["until"],
        service=given["service"],
        log_format=given["log_format"],
        tz=given["tz"],
        rules=tuple(given["rules"]),
        disable=tuple(given["disable"]),
        context=tuple(given["context"]),
        strict=given["strict"],
        jobs=given.get("jobs", 1),
    )
