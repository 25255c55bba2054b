"""A pipe that is followed: incidents while it is open, and what decides them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from logscan.model import Incident
from logscan.pipeline import Options, load_rules, scan, watch
from logscan.report.news import PAUSES, UNDECIDED_SECONDS, Rhythm
from logscan.rulebook import Rulebook
from tests.pipeline.logs import INCIDENTS, rules

QUIET = b'10.0.0.1 - - [01/Jul/2026:12:00:%02d +0000] "GET / HTTP/1.1" 200 12 "-" "curl/8.5.0"\n'
DECIDING = b"[2026-07-01 12:00:09 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:31)\n"
ABSENT = """
title: A worker never said that it was ready
severity: high
explain: It starts and nothing follows.
match: {any: [{message: worker starts up}]}
when: {absent: {message: worker is ready}, within: 30s}
examples:
  fires: [{name: silence, log: "2026-01-01 10:00:00 INFO worker starts up"}]
  stays_silent: [{name: ready, log: "2026-01-01 10:00:00 INFO worker is ready"}]
"""


def _watched(
    writing: Callable[[Callable[[bytes], int]], None], known: Rulebook | None = None
) -> Iterator[Incident]:
    """The incidents of a pipe that is written to beside the watch."""
    reading, end = os.pipe()

    def write() -> None:
        with os.fdopen(end, "wb", buffering=0) as out:
            writing(out.write)

    thread = threading.Thread(target=write)
    thread.start()
    with os.fdopen(reading, "rb") as stream:
        yield from watch(stream, rules=known or rules())
    thread.join()


def _told_while_open(before: int, after: bool) -> list[str]:
    """What is told by the deciding line, without the pipe's end."""
    told = threading.Event()
    findings: list[str] = []

    def writing(write: Callable[[bytes], int]) -> None:
        for number in range(before):
            write(QUIET % (number // 1000 % 10))
        write(DECIDING)
        for number in range(50_000 if after else 0):
            if told.wait(0.001):
                break
            write(QUIET % (10 + number // 1000))
        findings.append("told" if told.wait(60) else "not told")

    for incident in _watched(writing):
        findings.extend(finding.id for finding in incident.findings)
        told.set()
    return findings


def test_an_incident_is_told_while_the_log_goes_on() -> None:
    """Behind and among ordinary lines."""
    found = _told_while_open(2000, after=True)
    assert found.index("gunicorn.worker-timeout") < found.index("told")


def test_an_incident_is_told_when_the_log_falls_silent() -> None:
    """Also if the deciding line is the last."""
    found = _told_while_open(2000, after=False)
    assert found.index("gunicorn.worker-timeout") < found.index("told")


def test_a_log_written_line_by_line_is_a_log_read_at_once() -> None:
    """Tracebacks stay whole although their lines come one by one."""
    path = INCIDENTS / "railway-smtp-silent" / "incident" / "railway.log"
    data = path.read_bytes()

    def writing(write: Callable[[bytes], int]) -> None:
        for line in data.splitlines(keepends=True):
            write(line)

    wanted = {i.id: i for i in scan([str(path)], rules=rules()).incidents}
    told = {i.id: i for i in _watched(writing)}
    assert set(wanted) <= set(told)
    for id_, incident in wanted.items():
        assert {f.id for f in told[id_].findings} == {f.id for f in incident.findings}
        assert (told[id_].cause and told[id_].cause.id) == (incident.cause and incident.cause.id)


def test_ordinary_lines_decide_that_something_stayed_away(tmp_path: Path) -> None:
    """While it may still come the incident is low; once its time is over it is told again."""
    folder = tmp_path / "signatures" / "app"
    folder.mkdir(parents=True)
    (folder / "never-ready.yaml").write_text(ABSENT)
    known = load_rules(Options(rules=(str(tmp_path),)))
    told = [threading.Event(), threading.Event()]
    ended: list[bool] = []

    def writing(write: Callable[[bytes], int]) -> None:
        write(b"2026-01-01 10:00:00 INFO worker starts up\n")
        told[0].wait(60)
        for _ in range(5000):
            write(b"2026-01-01 10:01:00 INFO an ordinary line\n")
            if told[1].wait(0.005):
                break
        ended.append(told[1].is_set())

    severities = []
    for incident in _watched(writing, known):
        severities.append(incident.severity)
        told[len(severities) - 1].set()
    assert severities == ["low", "high"]
    assert ended == [True]


def test_incidents_are_worked_out_for_a_tenth_of_the_time() -> None:
    """At once when something comes, then not until that cost is made good."""
    rhythm = Rhythm()
    assert not rhythm.due(0.0)
    assert rhythm.left(0.0) is None
    rhythm.stale = True
    assert rhythm.due(0.0)
    rhythm.done((), began=1.0, ended=1.5)
    assert not rhythm.due(100.0)
    rhythm.stale = True
    assert not rhythm.due(2.0)
    assert rhythm.left(2.0) == 1.5 + PAUSES * 0.5 - 2.0
    assert rhythm.due(1.5 + PAUSES * 0.5)


def test_what_is_undecided_is_asked_for_again() -> None:
    """Although nothing that matters came; but no time is set for it where nothing comes at all."""
    path = INCIDENTS / "render-smtp-cors" / "incident" / "render.log"
    decided = scan([str(path)], rules=rules()).incidents
    (first, *_) = decided
    finding = replace(first.findings[0], pending=True)
    rhythm = Rhythm()
    rhythm.done(decided, began=0.0, ended=0.0)
    assert not rhythm.due(UNDECIDED_SECONDS)
    rhythm.done([replace(first, findings=(finding,))], began=0.0, ended=0.0)
    assert rhythm.due(UNDECIDED_SECONDS)
    assert rhythm.left(UNDECIDED_SECONDS) is None
