"""One line on stderr about a scan that takes longer than a second, on a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol

import click

from logscan.render._escape import clipped, visible
from logscan.render._wording import size

_PATIENCE_S = 1.0
_STEP_S = 0.2
_COUNT_S = 2.0


class Progress(Protocol):
    """What the pipeline says while it reads."""

    @property
    def read(self) -> int: ...
    @property
    def size(self) -> int | None: ...
    @property
    def source(self) -> str: ...
    @property
    def incidents(self) -> Callable[[], int]: ...


class ProgressLine:
    """Shows bytes, rate, incidents so far and source, and removes itself at the end."""

    def __init__(self) -> None:
        self._begun = self._drawn = time.monotonic()
        self._shown = False
        self._before = 0
        self._last: tuple[str, int] = ("", 0)
        self._counted = 0.0
        self._incidents = 0

    def __enter__(self) -> ProgressLine:
        return self

    def __call__(self, progress: Progress) -> None:
        """Take note of how far the scan is, and draw if it is time to."""
        if progress.source != self._last[0]:
            self._before += self._last[1]
        self._last = (progress.source, progress.read)
        now = time.monotonic()
        if now - self._begun >= _PATIENCE_S and now - self._drawn >= _STEP_S:
            self._drawn = now
            self._draw(progress, (self._before + progress.read) / (now - self._begun))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)

    def _draw(self, progress: Progress, rate: float) -> None:
        if not sys.stderr.isatty():
            return
        now = time.monotonic()
        if now - self._counted >= _COUNT_S:
            self._counted, self._incidents = now, progress.incidents()
        share = f" of {size(progress.size)}" if progress.size else ""
        found = f"{self._incidents} incident{'' if self._incidents == 1 else 's'} so far"
        text = f"{size(progress.read)}{share}, {size(int(rate))}/s, {found}, {visible(progress.source)}"
        click.echo("\r\x1b[K" + clipped(text, 78), nl=False, err=True)
        self._shown = True
