"""What the measurements say, as lines for the terminal and as a Markdown table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.bench.comparing import OWN, Case
from tests.bench.logs.writing import EXPORTS
from tests.bench.measure import Timing

COLUMNS = ("ripgrep", "grep, 3 words", "zcat", "lnav", "SEC")
NOTHING = "–"


def entry_name(case: Case) -> str:
    """What is counted: lines, or the entries of an export."""
    return "entries" if case.log.kind.startswith(EXPORTS) else "lines"


def lines(case: Case) -> Iterator[str]:
    """One line for each program that read the log."""
    own = case.timings[OWN]
    for name, timing in case.timings.items():
        start = f"{case.name:24} {name:20}"
        if timing.failure:
            yield f"{start} {timing.failure}"
            continue
        megabytes = case.log.text_bytes / timing.seconds / 1e6
        entries = case.log.entries / timing.seconds / 1e3
        ratio = "" if own.failure or name == OWN else f"logscan {own.seconds / timing.seconds:.2f}x"
        yield (
            f"{start} {timing.seconds:8.3f} s {timing.cpu_seconds:8.2f} s CPU {megabytes:7.0f} MB/s "
            f"{entries:8.0f} k {entry_name(case)}/s {timing.peak_mb:5.0f} MB  {ratio}"
        )


def markdown(cases: Sequence[Case]) -> Iterator[str]:
    """A table with a column for each peer that read any of the logs."""
    columns = [name for name in COLUMNS if any(name in case.timings for case in cases)]
    yield f"| log | logscan | {' | '.join([*columns, 'peak memory'])} |"
    yield "| --- " * (len(columns) + 3) + "|"
    for case in cases:
        own = case.timings[OWN]
        cells = [_own(case), *(_seconds(case.timings.get(name)) for name in columns)]
        peak = NOTHING if own.failure else f"{own.peak_mb:.0f} MB"
        yield f"| {case.log.kind}, {_size(case.log.text_bytes)} | {' | '.join(cells)} | {peak} |"


def _own(case: Case) -> str:
    own = case.timings[OWN]
    if own.failure:
        return own.failure
    speed = case.log.text_bytes / own.seconds / 1e6
    rate = case.log.entries / own.seconds
    unit = f"{rate / 1e6:.1f} M" if rate >= 1e6 else f"{rate / 1e3:.0f} k"
    return f"{_seconds(own)} ({speed:.0f} MB/s, {unit} {entry_name(case)}/s)"


def _seconds(timing: Timing | None) -> str:
    if timing is None:
        return NOTHING
    return timing.failure or f"{timing.seconds:.2f} s"


def _size(size: int) -> str:
    for unit, name in ((1 << 30, "GiB"), (1 << 20, "MiB")):
        if size >= unit * 0.99:
            return f"{size / unit:.3g} {name}"
    return f"{size / 1024:.0f} KiB"
