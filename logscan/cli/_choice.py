"""A choice whose values are found out when they are needed, so that `--help` imports nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import click


class OneOf(click.ParamType):  # type: ignore[type-arg] # generic only in newer versions
    """One of the names that `names` gives."""

    name = "choice"

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self.names = names

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """All names, for the help text."""
        return f"[{'|'.join(self.names())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name itself; anything else fails with a guess at what was meant."""
        names = list(self.names())
        if value not in names:
            self._refuse(str(value), names, param, ctx)
        return str(value)

    def _refuse(
        self,
        value: str,
        names: list[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> NoReturn:
        import difflib  # only for who mistypes

        guess = difflib.get_close_matches(value, names, 1)
        hint = f" Did you mean {guess[0]!r}?" if guess else ""
        self.fail(f"{value!r} is not one of {', '.join(map(repr, names))}.{hint}", param, ctx)
