"""Times `tail -f LOG | logscan watch`: `python -m tests.bench.watching [--command COMMAND]`.

Printed are the latency from writing the line that decides an incident to its being printed, while
nothing else is written and while lines come in all the time, and the share of one core that
logscan takes then.
"""

from __future__ import annotations

import argparse
import os
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

from tests.bench.logs.app import App
from tests.bench.logs.plain import quiet_lines, storm_lines
from tests.bench.peers import Program

DECIDING = {
    "gunicorn.worker-sigkill": "Worker (pid:{n}) was sent SIGKILL! Perhaps out of memory?",
    "app.disk-full": "OSError: [Errno 28] No space left on device: '/data/{n}'",
    "app.file-limit": "OSError: [Errno 24] Too many open files: '/data/{n}'",
    "db.schema-missing": "sqlite3.OperationalError: no such table: orders_{n}",
    "app.dns-failure": "socket.gaierror: [Errno -2] Name or service not known ({n})",
}
"""By finding, what is said at ERROR of which one line is enough, and which no other line says."""
PATIENCE_SECONDS = 20.0
TICK_SECONDS = 0.01
TICKS = os.sysconf("SC_CLK_TCK")


class Watch(NamedTuple):
    """A running `tail -f | logscan watch`, and what it prints as it is printed."""

    log: IO[str]
    process: subprocess.Popen[str]
    printed: queue.Queue[tuple[float, str]]

    def write(self, text: str) -> None:
        """Add text to the log."""
        self.log.write(text)
        self.log.flush()

    def cpu_seconds(self) -> float:
        """What logscan has used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def latency(self, finding: str, text: str) -> float | None:
        """Seconds from writing a line to the report that names the finding; None: too long."""
        start = time.perf_counter()
        self.write(text)
        while (left := start + PATIENCE_SECONDS - time.perf_counter()) > 0:
            with suppress(queue.Empty):
                at, line = self.printed.get(timeout=left)
                if finding in line:
                    return at - start
        return None


@contextmanager
def watching(program: Program) -> Iterator[Watch]:
    """A watch over a log that holds some lines already."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "app.log"
        path.touch()
        command = [*program.command, "watch", "--format", "json"]
        with (
            path.open("a", encoding="utf-8") as log,
            subprocess.Popen(["tail", "-n", "+1", "-f", path], stdout=subprocess.PIPE) as tail,
            subprocess.Popen(
                command, stdin=tail.stdout, stdout=subprocess.PIPE, text=True
            ) as process,
        ):
            watch = Watch(log, process, queue.Queue())
            threading.Thread(target=_listen, args=(watch,), daemon=True).start()
            try:
                yield watch
            finally:
                tail.terminate()
                process.terminate()


def _listen(watch: Watch) -> None:
    for line in watch.process.stdout or ():
        watch.printed.put((time.perf_counter(), line))


def stamped(text: str, level: str = "ERROR") -> str:
    """A line of Gunicorn's error log, written now."""
    return f"[{datetime.now(UTC):%Y-%m-%d %H:%M:%S} +0000] [7] [{level}] {text}\n"


def feed(watch: Watch, lines: Iterator[str], per_second: int, stop: threading.Event) -> None:
    """Write lines at an even pace until told to stop."""
    start, written = time.perf_counter(), 0
    while not stop.wait(TICK_SECONDS):
        due = int((time.perf_counter() - start) * per_second) - written
        if due > 0:
            watch.write("".join(f"{next(lines)}\n" for _ in range(due)))
            written += due


def idle(program: Program) -> None:
    """Latencies while nothing else is written."""
    with watching(program) as watch:
        watch.write("".join(stamped("started", "INFO") for _ in range(20)))
        time.sleep(3)
        _report("nothing else", watch)


def busy(program: Program, per_second: int, seconds: float) -> None:
    """Share of one core, then latencies, while lines come in: quiet ones and a storm."""
    for name, lines in (("quiet", quiet_lines(App())), ("storm", storm_lines(App(), 0.3))):
        with watching(program) as watch:
            stop = threading.Event()
            feeder = threading.Thread(target=feed, args=(watch, lines, per_second, stop))
            feeder.start()
            time.sleep(3)
            before = watch.cpu_seconds()
            time.sleep(seconds)
            share = (watch.cpu_seconds() - before) / seconds
            print(f"{name}, {per_second} lines/s: {share:.0%} of one core", flush=True)
            _report(f"{name}, {per_second} lines/s", watch)
            stop.set()
            feeder.join()


def _report(name: str, watch: Watch) -> None:
    for number, (finding, text) in enumerate(DECIDING.items()):
        took = watch.latency(finding, stamped(text.format(n=number + 20)))
        shown = f"{took * 1e3:.0f} ms" if took is not None else f"not in {PATIENCE_SECONDS:.0f} s"
        print(f"{name}: {finding} {shown}", flush=True)
        time.sleep(0.5)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.watching", description=(__doc__ or "").split("\n\n")[1]
    )
    parser.add_argument("--command", metavar="COMMAND", help="an installed logscan")
    parser.add_argument("--rate", type=int, default=1000, help="lines a second (default: 1000)")
    parser.add_argument("--seconds", type=float, default=20, help="of measuring the share")
    asked = parser.parse_args()
    program = Program.of(asked.command) if asked.command else Program()
    idle(program)
    busy(program, asked.rate, asked.seconds)


if __name__ == "__main__":
    main()
