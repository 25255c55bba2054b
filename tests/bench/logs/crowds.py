"""Logs of hits alone: ten million of one signature, or a million that have nothing in common."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from tests.bench.logs.app import App
from tests.bench.logs.text import KindsOfText, Text, upto

PIDS = 4_194_304
"""As many process ids as Linux gives out."""


def one_signature_lines(app: App) -> Iterator[str]:
    """Workers that are killed, each with another pid; about 70 bytes a line."""
    pid = 8
    while True:
        app.clock.forward(app.below(40))
        yield app.server("CRITICAL", f"WORKER TIMEOUT (pid:{pid})")
        pid = pid % PIDS + 1


def word(number: int) -> str:
    """A word of six letters for each number: masking digits makes no two of them one."""
    letters = ""
    number = number * 2654435761 % 26**6
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += ascii_lowercase[letter]
    return letters


def distinct_groups_lines(app: App) -> Iterator[str]:
    """Errors of which each has a host, a tenant or a state of its own; about 95 bytes a line."""
    number = 0
    while True:
        app.clock.forward(app.below(40))
        name = word(number)
        yield app.server(
            "ERROR", f'could not translate host name "{name}.internal": Name or service not known'
        )
        yield app.server("ERROR", f"could not serve /{name}/orders to the tenant {name}", pid=9)
        yield app.server("ERROR", f"the adapter {name} gave up in its state {name[::-1]}")
        number += 1


def one_signature(size: int) -> Text:
    """Hits of one signature."""
    return upto(size, one_signature_lines(App()))


def distinct_groups(size: int) -> Text:
    """Groups of one."""
    return upto(size, distinct_groups_lines(App()))


KINDS: KindsOfText = {"one-signature": one_signature, "distinct-groups": distinct_groups}
