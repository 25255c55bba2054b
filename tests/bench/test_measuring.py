"""The benchmark's own measuring: runs, failures, verdicts, tables, and copies of rules."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from logscan.factors import factors
from logscan.rulebook.load import CHECKOUT, read_folder, rule_files
from tests.bench import goals, measure, peers, printing
from tests.bench.comparing import OWN, Bench, Case
from tests.bench.logs import Log
from tests.bench.measure import Run, Timing
from tests.bench.peers import MIB, Peer, Program
from tests.bench.rulecopies import COPIES, other_pattern, write

EVERYWHERE = "sh"
"""A program that every machine has which runs these tests."""


def python(code: str) -> list[str]:
    """A command that runs some code."""
    return [sys.executable, "-c", code]


def timing(seconds: float = 1.0, failure: str = "") -> Timing:
    """A timing of so many seconds."""
    return Timing(seconds, seconds, 30.0, failure)


def bench(tmp_path: Path) -> Bench:
    """One whose logscan does nothing."""
    return Bench(tmp_path, Program(("true",)), (), rounds=1, limit=10)


def test_a_run_that_is_not_good_has_no_figure() -> None:
    commands = {
        "good": python("raise SystemExit(1)"),
        "bad": python("import sys; print('no such thing', file=sys.stderr); sys.exit(3)"),
    }
    found = measure.interleaved(commands, rounds=2, limit=60)
    assert found["good"].failure == ""
    assert found["bad"].failure == "exit code 3: no such thing"


def test_a_run_that_takes_too_long_is_ended() -> None:
    found = measure.interleaved({"slow": python("import time; time.sleep(60)")}, 2, limit=0.3)
    assert found["slow"].failure == "more than 0.3 s"


def test_the_median_counts_and_the_highest_peak() -> None:
    runs = [Run(seconds, seconds, seconds * 10, 0, "") for seconds in (5.0, 1.0, 2.0)]
    assert measure.summary(runs) == Timing(2.0, 2.0, 50.0, "")


@pytest.mark.parametrize(
    ("log", "names"),
    [
        (Log("quiet", Path("a.log"), MIB, 1), ["any", "small", "line"]),
        (Log("quiet", Path("a.log"), 3 * MIB, 1), ["any", "line"]),
        (Log("line-array", Path("a.json"), MIB, 1), ["any", "small"]),
        (Log("gzip", Path("a.log.gz"), MIB, 1), ["packed"]),
        (Log("many-files", Path("a"), MIB, 1), []),
    ],
)
def test_a_log_goes_to_those_who_can_read_it(log: Log, names: list[str]) -> None:
    known = (
        Peer("any", EVERYWHERE, lambda path: ["any", path]),
        Peer("small", EVERYWHERE, lambda path: ["small", path], most_mib=2),
        Peer("line", EVERYWHERE, lambda path: ["line", path], by_line=True),
        Peer("packed", EVERYWHERE, lambda path: ["packed", path], frozenset({"gzip"})),
        Peer("absent", "no-such-program", lambda path: ["absent", path]),
    )
    assert [name for name, _ in peers.fitting(known, log)] == names
    assert peers.missing(known) == ["absent"]


def test_a_command_line() -> None:
    program = Program.of("/opt/venv/bin/logscan")._replace(jobs=2)
    assert program.scan(Path("a.log")) == [
        "/opt/venv/bin/logscan", "scan", "--format", "json", "--jobs", "2", "a.log",
    ]  # fmt: skip


def test_goals_say_whether_they_are_met(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: Bench) -> goals.Answer:
        raise goals.Missing("no ripgrep")

    def failing(_: Bench) -> goals.Answer:
        raise goals.Unmet("exit code 2")

    answers = {"a": lambda _: (True, "1 s"), "b": lambda _: (False, "9 s")}
    monkeypatch.setattr(goals, "GOALS", {**answers, "c": absent, "d": failing})
    found = [verdict.met for verdict in goals.verdicts(bench(tmp_path))]
    assert found == [True, False, None, False]


def test_a_goal_is_judged_by_its_rate(tmp_path: Path) -> None:
    met, figures = goals.rate(("quiet:0.1",), 1.0)(bench(tmp_path))
    assert met
    assert "quiet:0.1" in figures
    assert not goals.rate(("quiet:0.1",), 1e12)(bench(tmp_path))[0]


def test_a_case_as_it_is_printed() -> None:
    log = Log("quiet", Path("quiet.log"), 256 * MIB, 2_000_000)
    case = Case("quiet:256", log, {OWN: timing(0.5), "ripgrep": timing(), "SEC": timing(1, "slow")})
    own, ripgrep, sec = printing.lines(case)
    assert "537 MB/s" in own
    assert "4000 k lines/s" in own
    assert ripgrep.endswith("logscan 0.50x")
    assert sec.endswith("slow")
    assert list(printing.markdown([case])) == [
        "| log | logscan | ripgrep | SEC | peak memory |",
        "| --- | --- | --- | --- | --- |",
        "| quiet, 256 MiB | 0.50 s (537 MB/s, 4.0 M lines/s) | 1.00 s | slow | 30 MB |",
    ]


def test_copied_patterns_say_something_else() -> None:
    pattern = r"(?i:\bWorker) \(pid: ?(?P<pid>\d+)\)[a-z]{2,9}"
    assert other_pattern(pattern, 1) == r"(?i:\bXuslis) \(qof: ?(?P<pid>\d+)\)[a-z]{2,9}"
    copies = {other_pattern("WORKER TIMEOUT", copy) for copy in range(COPIES + 1)}
    assert len(copies) == COPIES + 1


def test_copied_rules_are_rules(tmp_path: Path) -> None:
    few = tmp_path / "few"
    for _, path in list(rule_files(CHECKOUT))[::20]:
        place = few / path.relative_to(CHECKOUT)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    write(few, tmp_path / "copies", copies=2)
    once, twice = read_folder(few), read_folder(tmp_path / "copies")
    for kind, found in once.items():
        assert set(twice[kind]) == {f"{id_}-{copy}" for id_ in found for copy in (1, 2)}


def test_copied_patterns_compile_and_keep_their_factors() -> None:
    for _, path in rule_files(CHECKOUT):
        for found in re.findall(r"(?m)^\s*- message: '(.*)'$", path.read_text(encoding="utf-8")):
            pattern = found.replace("''", "'")
            other = other_pattern(pattern, 3)
            assert (factors(pattern) is None) == (factors(other) is None), pattern
