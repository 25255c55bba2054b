"""Healthy logs: nothing may be found in them, nor in any stretch that one might paste."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from logscan.model import SEVERITIES, Incident
from logscan.rehearsal.cases import Case, Pair, Verdict
from logscan.rehearsal.stage import Stage, lines

SERIOUS = SEVERITIES.index("medium")
WINDOW, STRIDE = 500, 250
MOST_SHOWN = 3


def cases(folder: Path, *, windows: bool) -> Iterator[Case]:
    """Each healthy log as a whole and, if wanted, in windows."""
    for path in sorted((folder / "healthy").glob("*")):
        if path.suffix in (".yaml", ".md") or not path.is_file():
            continue
        yield Case("healthy", f"healthy/{path.name}", paths=(str(path),), wanted="whole")
        if windows:
            yield Case(
                "healthy", f"healthy/{path.name} (windows)", paths=(str(path),), wanted="windows"
            )


def judge(case: Case, stage: Stage) -> Verdict:
    """Whether nothing of medium severity or above is found."""
    if case.wanted == "whole":
        bad = _bad(stage.play_files(case.paths).incidents)
        failures = [_told(incident) for incident in bad]
        return Verdict(case.name, case.kind, tuple(failures), _cells(bad))
    failures, every = [], list[Incident]()
    for start, text in _windows(list(lines(case.paths))):
        bad = _bad(stage.play({Path(case.paths[0]).name: text}).incidents)
        every += bad
        failures += [f"from line {start}: {_told(incident)}" for incident in bad]
    more = [f"and {len(failures) - MOST_SHOWN} more"] if len(failures) > MOST_SHOWN else []
    return Verdict(case.name, case.kind, (*failures[:MOST_SHOWN], *more), _cells(every))


def _windows(found: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
    """Stretches of lines, or of elements where the log is one JSON array."""
    if found[:1] == [b"["]:
        elements = json.loads(b"\n".join(found))
        for start in range(0, len(elements), STRIDE):
            part = elements[start : start + WINDOW]
            yield start + 1, json.dumps(part, indent=2).encode()
        return
    for start in range(0, len(found), STRIDE):
        yield start + 1, b"\n".join(found[start : start + WINDOW]) + b"\n"


def _bad(incidents: Sequence[Incident]) -> list[Incident]:
    return [each for each in incidents if SEVERITIES.index(each.severity) >= SERIOUS]


def _cells(bad: Sequence[Incident]) -> tuple[Pair, ...]:
    ids = sorted({finding.id for incident in bad for finding in incident.findings})
    return tuple(Pair("finding", "(healthy)", id_) for id_ in ids)


def _told(incident: Incident) -> str:
    ids = ", ".join(dict.fromkeys(finding.id for finding in incident.findings))
    shown = incident.findings[0].evidence[0]
    return f"{incident.severity} {ids}, line {shown.line}: {shown.text[:140]}"
