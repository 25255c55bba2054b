"""A group whose commands are the modules of a package, each imported when it is needed."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """Finds `<package>/<name>.py` for the command `name`; dashes stand for underscores."""

    def __init__(self, *, package: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names by the modules that are there."""
        found = pkgutil.iter_modules(import_module(self.package).__path__)
        names = (module.name for module in found if not module.name.startswith("_"))
        return sorted(name.replace("_", "-") for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The `command` of the module with this name, or nothing."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = import_module(f"{self.package}.{cmd_name.replace('-', '_')}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As in click, with a guess at what an unknown command was meant to be."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            import difflib  # only for who mistypes

            guess = difflib.get_close_matches(args[0], names, 1)
            hint = f" Did you mean {guess[0]!r}?" if guess else ""
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)
