"""All cases on several processes; each process compiles the rules once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed

from logscan import parsers, rulebook
from logscan.rehearsal import examples, healthy, samples
from logscan.rehearsal.cases import Case, Judge, Verdict
from logscan.rehearsal.stage import Stage
from logscan.rulebook.load import RuleSet

JUDGES: dict[str, Judge] = {
    "example": examples.judge,
    "incident": samples.judge_incident,
    "repro": samples.judge_repro,
    "healthy": healthy.judge,
}
BATCH = 25
"""Examples are small: so many go to a process at once."""


def rehearse(rules: RuleSet, cases: Sequence[Case], jobs: int = 0) -> Iterator[Verdict]:
    """Judge every case, the long ones first; verdicts come as they are ready."""
    batches = _batches(cases)
    jobs = min(jobs or os.cpu_count() or 1, len(batches))
    if jobs <= 1:
        stage = _stage(rules)
        for batch in batches:
            yield from _judge(batch, stage)
        return
    with ProcessPoolExecutor(jobs, initializer=_enter, initargs=(rules,)) as pool:
        for done in as_completed([pool.submit(_on_stage, batch) for batch in batches]):
            yield from done.result()


def _batches(cases: Sequence[Case]) -> list[list[Case]]:
    long = [case for case in cases if case.kind in ("incident", "healthy")]
    short = [case for case in cases if case.kind not in ("incident", "healthy")]
    long.sort(key=lambda case: case.wanted != "windows")
    return [[case] for case in long] + [
        short[at : at + BATCH] for at in range(0, len(short), BATCH)
    ]


def _stage(rules: RuleSet) -> Stage:
    return Stage(rulebook.compile_rules(rules, parsers.byte_factors))


def _judge(batch: Sequence[Case], stage: Stage) -> list[Verdict]:
    return [JUDGES[case.kind](case, stage) for case in batch]


_entered: list[Stage] = []
"""The stage of a worker process; empty in every other."""


def _enter(rules: RuleSet) -> None:
    _entered.append(_stage(rules))


def _on_stage(batch: Sequence[Case]) -> list[Verdict]:
    return _judge(batch, _entered[0])
