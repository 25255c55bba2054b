"""Logs of lines: quiet ones, a storm of errors, a flood of them, and clocks that jump."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.logs.app import App
from tests.bench.logs.text import KindsOfText, Text, upto

FIRST = 50
"""Where the first line that matters stands, so that the smallest log holds one too."""
YEAR_SECONDS = 365 * 86400


def quiet_lines(app: App) -> Iterator[str]:
    """Access lines and app chatter, about fifty a second; one line in a thousand matters."""
    draw, forward = app.rng.random, app.clock.forward
    for _ in range(FIRST):
        forward(app.below(40))
        yield app.access()
    yield app.timeout()
    while True:
        forward(int(draw() * 40))
        what = draw()
        if what > 0.2:
            yield app.access()
        elif what > 0.001:
            yield app.chatter()
        elif what > 0.0005:
            yield app.access(500)
        else:
            yield app.timeout()


def storm_lines(app: App, share: float) -> Iterator[str]:
    """About five hundred lines a second of which `share` are errors of a few kinds."""
    draw, forward = app.rng.random, app.clock.forward
    while True:
        forward(int(draw() * 4))
        if draw() >= share:
            yield app.access()
            continue
        what = app.bits(2)
        if what == 0:
            yield app.timeout()
        elif what == 1:
            yield app.pool_full()
        else:
            yield app.access(500 if what == 2 else 429)


def jumping_lines(app: App) -> Iterator[str]:
    """Quiet lines, each stamped with any second of a year."""
    lines = quiet_lines(app)
    while True:
        app.clock.set(app.below(YEAR_SECONDS))
        yield next(lines)


def quiet(size: int) -> Text:
    """One line in a thousand matters."""
    return upto(size, quiet_lines(App()))


def storm(size: int) -> Text:
    """Three lines of ten are errors."""
    return upto(size, storm_lines(App(), 0.3))


def flood(size: int) -> Text:
    """Nine lines of ten are errors."""
    return upto(size, storm_lines(App(), 0.9))


def jumping_clock(size: int) -> Text:
    """Quiet, but time stands still nowhere."""
    return upto(size, jumping_lines(App()))


KINDS: KindsOfText = {
    "quiet": quiet,
    "storm": storm,
    "flood": flood,
    "jumping-clock": jumping_clock,
}
