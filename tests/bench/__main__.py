"""Times logscan against peers on the same log in the same run: `python -m tests.bench [KIND:MIB …]`.

Whole processes side by side, rounds interleaved, the median time and the highest memory of each.
Peers that are not installed are left out, and some where a log is too large for them. `--goals`
measures every goal of speed and memory and says whether it is met: that takes long, and some 8 GB
of disk; `--scale 0.01` tries it out.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench import goals, literals, peers, printing
from tests.bench.comparing import Bench, Case
from tests.bench.installed import installed
from tests.bench.logs import KINDS
from tests.bench.peers import Program

DATA = Path(__file__).parent / ".data"
CASES = (
    "quiet:256",
    "storm:64",
    "flood:32",
    "tracebacks:64",
    "ndjson:128",
    "pretty-array:128",
    "line-array:64",
    "ndjson-storm:64",
    "gzip:256",
    "many-files:40",
)
MET = {True: "met", False: "NOT MET", None: "not measured"}


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=(__doc__ or "").split("\n\n")[1]
    )
    add = parser.add_argument
    add("cases", nargs="*", metavar="KIND:MIB", help=f"default: {' '.join(CASES)}")
    add("--rounds", type=int, default=3, help="of which the median counts (default: 3)")
    add("--limit", type=float, default=300, metavar="SECONDS", help="a run is killed after that")
    add("--scale", type=float, default=1, metavar="X", help="multiply all sizes")
    add("--one-core", action="store_true", help="pin logscan and its peers to one core")
    add("--jobs", type=int, default=0, metavar="N", help="pass --jobs N to logscan")
    add("--command", metavar="COMMAND", help="an installed logscan; default: this checkout")
    add("--installed", action="store_true", help="time this checkout as it is when installed")
    add("--markdown", action="store_true", help="also print the table for the README")
    add("--goals", action="store_true", help="measure the goals, installed and on one core")
    add("--kinds", action="store_true", help="list the kinds of logs")
    asked = parser.parse_args(words)
    unknown = [name for name in asked.cases if name.partition(":")[0] not in KINDS]
    if unknown:
        parser.error(f"no such kind of log: {', '.join(unknown)} (--kinds lists them)")
    return asked


def main() -> None:
    """Measure what was asked for."""
    asked = arguments()
    if asked.kinds:
        print("\n".join(KINDS))
        return
    with tempfile.TemporaryDirectory() as folder:
        bench = prepared(asked, Path(folder))
        for line in peers.left_out(bench.peers):
            print(line)
        if bench.scale != 1:
            print(f"all sizes are multiplied by {bench.scale:g}")
        print(f"median of {bench.rounds} rounds: {' '.join(bench.program.command)}", flush=True)
        if asked.goals:
            judge(bench)
        else:
            compare(bench, asked.cases or CASES, asked.markdown)


def prepared(asked: argparse.Namespace, folder: Path) -> Bench:
    """What all measurements share; a logscan that is to be installed goes into `folder`."""
    if asked.command:
        program = Program.of(asked.command)
    elif asked.installed or asked.goals:
        program = installed(folder)
    else:
        program = Program()
    one_core = bool(asked.one_core or asked.goals) and shutil.which("taskset") is not None
    program = program._replace(jobs=asked.jobs, one_core=one_core)
    patterns = literals.written(DATA)
    return Bench(DATA, program, peers.all_peers(patterns), asked.rounds, asked.limit, asked.scale)


def compare(bench: Bench, names: Sequence[str], markdown: bool) -> None:
    """Time each case with every peer."""
    cases: list[Case] = []
    for name in names:
        cases.append(bench.case(name))
        print("\n".join(printing.lines(cases[-1])), flush=True)
    if markdown:
        print("\n".join(["", *printing.markdown(cases)]))


def judge(bench: Bench) -> None:
    """Say of each goal whether it is met."""
    for verdict in goals.verdicts(bench):
        print(f"{MET[verdict.met]:12} {verdict.goal}\n{'':12} {verdict.figures}", flush=True)


if __name__ == "__main__":
    main()
