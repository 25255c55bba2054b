"""`logscan rules`: what is known; each module of this package is one of its commands."""

from __future__ import annotations

import click

from logscan.cli._lazy import LazyGroup


@click.command(cls=LazyGroup, package=__name__)
def command() -> None:
    """List, show, check and write rules."""
