"""Logs whose lines are long: many of 10 KB to 1 MB, and a single one without end."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.logs.app import App
from tests.bench.logs.text import KindsOfText, Text, upto

SHORTEST = 10_000
LONGEST = 1_000_000
PART = 1 << 20


def filling(app: App) -> str:
    """Text twice as long as the longest line: what an app prints that logs its payloads."""
    return "".join(
        f'{{"id": {app.below(10**9)}, "route": "/api/items/{n}", "tags": ["new", "sale"]}}, '
        for n in range(2 * LONGEST // 60)
    )


def long_lines_of(app: App) -> Iterator[str]:
    """Long lines among short ones; one in fifty of the long ones tells of an error."""
    text = filling(app)
    yield app.timeout()
    while True:
        app.clock.forward(app.below(400))
        yield app.access()
        length = int(SHORTEST * (LONGEST / SHORTEST) ** app.rng.random())
        start = app.below(len(text) - length)
        payload = text[start : start + length]
        if app.rng.random() < 0.02:
            yield app.server("ERROR", f"could not store the payload: No space left: {payload}")
        else:
            yield app.server("INFO", f"payload {payload}")


def long_lines(size: int) -> Text:
    """Lines of 10 KB to 1 MB."""
    return upto(size, long_lines_of(App()), at_once=2)


def giant_line(size: int) -> Text:
    """A killed worker, one line as long as the log, and another killed worker."""
    app = App()
    text = filling(app).encode()
    yield f"{app.timeout()}\n{app.server('INFO', 'payload ')}".encode()
    while size > 0:
        start = app.below(len(text) - PART)
        yield text[start : start + min(size, PART)]
        size -= PART
    app.clock.forward(5000)
    yield f"\n{app.timeout()}\n".encode()


KINDS: KindsOfText = {"long-lines": long_lines, "giant-line": giant_line}
