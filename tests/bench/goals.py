"""The goals of speed and memory, each measured and said to be met or not.

All are whole processes with the full pack, on one core and with the log in the system's cache,
unless a goal says otherwise.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tests.bench import measure
from tests.bench.comparing import OWN, Bench, Case
from tests.bench.installed import installed
from tests.bench.measure import Timing

QUIET = "quiet:1024"
SIZES = ("0.0625", "1", "16", "256")
START_ROUNDS = 10
HARD = (
    "one-signature:680",
    "distinct-groups:140",
    "jumping-clock:256",
    "endless-traceback:40",
    "tracebacks:256",
    "long-lines:512",
    "giant-line:256",
    "many-files:40",
    "pretty-array-newest:256",
)
"""What is measured for its memory alone; 10 M hits, a million groups, a million lines, …"""


class Missing(Exception):  # noqa: N818  (it tells of a peer, not of an error)
    """A peer that the goal is about is not on this machine."""


class Verdict(NamedTuple):
    """Whether a goal is met; None where that could not be measured."""

    goal: str
    met: bool | None
    figures: str


class Unmet(Exception):  # noqa: N818  (it tells of a goal, not of an error)
    """There is no figure, since logscan failed or took too long."""


Answer = tuple[bool, str]


def known(timing: Timing) -> Timing:
    """A timing that is one. Raises Unmet for a failure."""
    if timing.failure:
        raise Unmet(timing.failure)
    return timing


def against(case: Case, peer: str) -> tuple[float, float]:
    """Seconds of logscan and of a peer."""
    if peer not in case.timings:
        raise Missing(f"{peer} is not on this machine")
    return known(case.timings[OWN]).seconds, known(case.timings[peer]).seconds


def twice_ripgrep(bench: Bench) -> Answer:
    """A quiet log is read in half the time."""
    own, other = against(bench.case(QUIET, ["ripgrep"]), "ripgrep")
    return other / own >= 2, f"{own:.2f} s, ripgrep {other:.2f} s: {other / own:.2f}x"


def small_sizes(bench: Bench) -> Answer:
    """Small logs are not slower than the search and a start."""
    found = [against(bench.case(f"quiet:{mib}", ["ripgrep"]), "ripgrep") for mib in SIZES]
    text = ", ".join(
        f"{mib} MiB {own - other:+.3f} s" for mib, (own, other) in zip(SIZES, found, strict=True)
    )
    return all(own - other <= 0.35 for own, other in found), text


def two_jobs(bench: Bench) -> Answer:
    """Two processes on two cores."""
    _, log = bench.log(QUIET)
    free = bench.program._replace(one_core=False)
    commands = {str(jobs): free._replace(jobs=jobs).scan(log.path) for jobs in (1, 2)}
    timings = measure.interleaved(commands, bench.rounds, bench.limit)
    one, two = (known(timings[jobs]).seconds for jobs in ("1", "2"))
    return one / two >= 1.7, f"{one:.2f} s, with two {two:.2f} s: {one / two:.2f}x"


def rate(names: tuple[str, ...], least: float) -> Callable[[Bench], Answer]:
    """So many lines (or entries) a second in each of some cases."""
    return lambda bench: _each(
        [bench.case(name, []) for name in names], lambda case: case.log.entries, least, "k/s", 1e3
    )


def speed(names: tuple[str, ...], least: float) -> Callable[[Bench], Answer]:
    """So many bytes a second in each of some cases."""
    return lambda bench: _each(
        [bench.case(name, []) for name in names],
        lambda case: case.log.text_bytes,
        least,
        "MB/s",
        1e6,
    )


def _each(
    cases: list[Case], amount: Callable[[Case], int], least: float, unit: str, in_unit: float
) -> Answer:
    """Whether all reach a rate; what took too long does not."""
    met, shown = True, []
    for case in cases:
        timing = case.timings[OWN]
        found = 0.0 if timing.failure else amount(case) / timing.seconds
        met = met and found >= least
        shown.append(f"{case.name} {timing.failure or f'{found / in_unit:.0f} {unit}'}")
    return met, ", ".join(shown)


def near_zcat(bench: Bench) -> Answer:
    """Compressed logs cost little more than their decompression."""
    own, other = against(bench.case("gzip:1024", ["zcat"]), "zcat")
    return own / other <= 1.3, f"{own:.2f} s, zcat {other:.2f} s: {own / other:.2f}x"


def tenfold_rules(bench: Bench) -> Answer:
    """Ten times the rules as a pack; beside it, as a folder that is read at each start."""
    _, log = bench.log(QUIET)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        # In another process, so that this one stays small.
        copy = [sys.executable, "-m", "tests.bench.rulecopies", str(place / "rules")]
        subprocess.run(copy, check=True)
        one_core = bench.program.one_core
        once = installed(place / "once")._replace(one_core=one_core)
        tenfold = installed(place / "tenfold", place / "rules")._replace(one_core=one_core)
        commands = {
            "once": once.scan(log.path),
            "tenfold": tenfold.scan(log.path),
            "folder": once.scan(log.path, "--rules", str(place / "rules")),
        }
        timings = measure.interleaved(commands, bench.rounds, bench.limit)
    seconds, more = known(timings["once"]).seconds, known(timings["tenfold"]).seconds
    folder_of_yaml = timings["folder"].failure or f"{timings['folder'].seconds:.2f} s"
    text = (
        f"{seconds:.2f} s, with ten times the pack {more:.2f} s: {more / seconds:.2f}x "
        f"(with --rules on a folder of YAML {folder_of_yaml})"
    )
    return more / seconds <= 1.3, text


def version(bench: Bench) -> Answer:
    """What `--version` costs above a bare Python."""
    bare, own = _starts(bench, [*bench.program.command, "--version"])
    return own - bare < 0.08, f"{own * 1e3:.0f} ms, bare Python {bare * 1e3:.0f} ms"


def thousand_lines(bench: Bench) -> Answer:
    """A small file, from start to end."""
    _, log = bench.log("quiet:1")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thousand.log"
        path.write_bytes(b"".join(log.path.read_bytes().splitlines(keepends=True)[:1000]))
        _, own = _starts(bench, bench.program.scan(path))
    return own < 0.35, f"{own * 1e3:.0f} ms"


def _starts(bench: Bench, command: list[str]) -> tuple[float, float]:
    """Seconds of a bare Python, and of a command."""
    commands = {"bare": [bench.program.python, "-c", "pass"], OWN: command}
    timings = measure.interleaved(commands, max(bench.rounds, START_ROUNDS), bench.limit)
    return known(timings["bare"]).seconds, known(timings[OWN]).seconds


def memory(bench: Bench) -> Answer:
    """The peak over every case that was measured, and over those that are hard on memory."""
    once = replace(bench, rounds=1)
    failures = [
        case.name for case in (once.case(name, []) for name in HARD) if case.timings[OWN].failure
    ]
    worst = max(bench.peaks, key=lambda name: bench.peaks[name])
    ranked = sorted(bench.peaks.items(), key=lambda item: -item[1])[:4]
    text = ", ".join(f"{name} {peak:.0f} MB" for name, peak in ranked)
    if failures:
        text += f"; not read to its end: {', '.join(failures)}"
    return bench.peaks[worst] < 250 and not failures, text


EXPORTS_STORM = ("ndjson-storm:512", "pretty-array-storm:512", "line-array-storm:256")
GOALS: dict[str, Callable[[Bench], Answer]] = {
    "quiet, 1 GiB: at least twice as fast as ripgrep": twice_ripgrep,
    "quiet, 64 KiB to 256 MiB: at most 0.35 s more than ripgrep": small_sizes,
    "--jobs 2: at least 1.7 times one job": two_jobs,
    "storm, 30 % errors: at least 1 M lines/s": rate(("storm:512",), 1e6),
    "flood, 90 % errors: at least 400 k lines/s": rate(("flood:256",), 4e5),
    "JSON, quiet: at least 400 MB/s": speed(("ndjson:512", "pretty-array:512"), 4e8),
    "JSON on one line, quiet: at least 200 MB/s": speed(("line-array:256",), 2e8),
    "JSON, 30 % relevant: at least 300 k entries/s": rate(EXPORTS_STORM, 3e5),
    "gzip, 1 GiB: at most 1.3 times zcat": near_zcat,
    "ten times the rules, quiet 1 GiB: at most 1.3 times the time": tenfold_rules,
    "logscan --version: less than 80 ms above a bare Python": version,
    "a file of 1,000 lines: less than 350 ms": thousand_lines,
    "peak memory: below 250 MB at any size": memory,
}


def verdicts(bench: Bench) -> Iterator[Verdict]:
    """Each goal, as soon as it is measured."""
    for goal, measured in GOALS.items():
        try:
            met, figures = measured(bench)
        except Missing as missing:
            yield Verdict(goal, None, str(missing))
        except Unmet as unmet:
            yield Verdict(goal, False, str(unmet))
        else:
            yield Verdict(goal, met, figures)
