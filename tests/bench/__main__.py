"""Times logscan against peers on the same log in the same run: `python -m tests.bench [KIND:MIB …]`.

Whole processes side by side, the median of several rounds, peak memory included. Peers that are
not installed are left out.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from logscan.pipeline import Options, load_rules
from tests.bench.logs import write

DATA = Path(__file__).parent / ".data"
CASES = (
    "quiet:256",
    "storm:16",
    "flood:16",
    "tracebacks:16",
    "ndjson:128",
    "pretty-array:128",
    "line-array:64",
    "ndjson-storm:16",
    "gzip:256",
)
ROUNDS = 3


class Timing(NamedTuple):
    """One run of a process."""

    seconds: float
    peak_mib: float


def timed(command: Sequence[str]) -> Timing:
    """Run a command with its output thrown away."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as out:  # GNU grep stops early when it writes to /dev/null
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return Timing(time.perf_counter() - start, usage.ru_maxrss / 1024)


def peers(path: Path, patterns: Path) -> Iterator[tuple[str, list[str]]]:
    """The commands to compare, logscan first."""
    yield "logscan", [sys.executable, "-m", "logscan", "scan", "--format", "json", str(path)]
    if path.suffix == ".gz":
        yield "zcat", ["zcat", str(path)]
        return
    if shutil.which("rg"):
        yield "ripgrep", ["rg", "-a", "-j1", "-F", "-c", "-f", str(patterns), str(path)]
    yield "grep -E (3 words)", ["grep", "-aEc", "WORKER TIMEOUT|Traceback|ERROR", str(path)]
    yield "wc -l", ["wc", "-l", str(path)]


def main(cases: Sequence[str]) -> None:
    """Print a table of medians and ratios."""
    DATA.mkdir(exist_ok=True)
    patterns = DATA / "patterns.txt"
    literals = [f.literal for f in load_rules(Options()).everywhere.factors if f.literal]
    patterns.write_text("\n".join(literals) + "\n")
    print(f"{len(literals)} literals; median of {ROUNDS} rounds")
    for case in cases or CASES:
        kind, _, mib = case.partition(":")
        path = write(kind, int(mib or 16) << 20, DATA)
        lines = sum(chunk.count(b"\n") for chunk in iter_chunks(path))
        commands = dict(peers(path, patterns))
        runs = {name: [timed(c) for c in [command] * 1] for name, command in commands.items()}
        for _ in range(ROUNDS - 1):
            for name, command in commands.items():
                runs[name].append(timed(command))
        own = statistics.median(run.seconds for run in runs["logscan"])
        for name, found in runs.items():
            seconds = statistics.median(run.seconds for run in found)
            print(
                f"{case:18} {name:18} {seconds:8.2f} s {path.stat().st_size / seconds / 1e6:8.0f} MB/s "
                f"{lines / seconds / 1e3:8.0f} k lines/s {max(r.peak_mib for r in found):6.0f} MiB "
                f"x{own / seconds:.2f}"
            )


def iter_chunks(path: Path) -> Iterator[bytes]:
    """A file in pieces."""
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk


if __name__ == "__main__":
    main(sys.argv[1:])
