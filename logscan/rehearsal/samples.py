"""The samples with an expected.yaml: incidents with their variants, and what real servers said.

`incidents/<slug>/expected.yaml` maps each folder beside it (incident, variant-..., fixed) to
`{incidents: [{findings, cause, hypotheses?, contributing?, chain?, also?, proving?}], also?,
proving?}`. `repro/<slug>/expected.yaml` lists `{log, findings, cause, incidents, also?}`. `also`
are findings that may be there; without the lines that match `proving` no cause may be named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from logscan.model import Incident
from logscan.rehearsal.cases import Case, Pair, Verdict, pairs
from logscan.rehearsal.stage import Played, Stage

Wanted = Mapping[str, Any]


def cases(folder: Path) -> Iterator[Case]:
    """Every folder and file for which something is expected."""
    import yaml  # only whoever rehearses reads these files

    for path in sorted((folder / "incidents").glob("*/expected.yaml")):
        for part, wanted in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            name = f"incidents/{path.parent.name}/{part}"
            yield Case("incident", name, paths=(str(path.parent / part),), wanted=wanted)
    for path in sorted((folder / "repro").glob("*/expected.yaml")):
        for wanted in yaml.safe_load(path.read_text(encoding="utf-8")):
            name = f"repro/{path.parent.name}/{wanted['log']}"
            yield Case("repro", name, paths=(str(path.parent / wanted["log"]),), wanted=wanted)


def judge_incident(case: Case, stage: Stage) -> Verdict:
    """Whether the folder gives the expected incidents and no others."""
    played = stage.play_files(case.paths)
    failures: list[str] = []
    cells: list[Pair] = []
    also = set(case.wanted.get("also", ()))
    left = list(played.incidents)
    for wanted in case.wanted["incidents"]:
        best = max(left, key=lambda each: _shared(each, wanted), default=None)
        if best is None or not _shared(best, wanted):
            failures.append(f"no incident with {', '.join(wanted['findings'])}")
            cells += pairs("finding", set(wanted["findings"]), set())
            continue
        left.remove(best)
        failures += _differences(best, wanted, also)
        cells += _cells(wanted, best)
    failures += [f"undeclared incident: {_told(extra)}" for extra in left if _ids(extra) - also]
    failures += _without_proof(case, stage)
    return Verdict(case.name, case.kind, tuple(failures), tuple(cells))


def judge_repro(case: Case, stage: Stage) -> Verdict:
    """Whether the file gives exactly the expected findings, cause and number of incidents."""
    played = stage.play_files(case.paths)
    wanted = case.wanted
    also = set(wanted.get("also", ()))
    found = {finding.id for finding in played.findings}
    causes = {wanted["cause"]} - {None}
    failures = _sets("finding", set(wanted["findings"]), found, also)
    if set(played.causes) != causes:
        failures.append(f"cause {_list(played.causes)} instead of {_list(causes)}{_near(played)}")
    number = sum(1 for incident in played.incidents if _ids(incident) - also)
    if number != wanted["incidents"]:
        failures.append(
            f"{number} incidents instead of {wanted['incidents']}: "
            + " | ".join(_told(incident) for incident in played.incidents)
        )
    cells = (
        *pairs("cause", causes, set(played.causes)),
        *pairs("finding", set(wanted["findings"]), found - also),
    )
    return Verdict(case.name, case.kind, tuple(failures), cells)


def _differences(incident: Incident, wanted: Wanted, also: set[str]) -> list[str]:
    also = also | set(wanted.get("also", ()))
    failures = _sets("finding", set(wanted["findings"]), _ids(incident), also)
    named = incident.cause.id if incident.cause else None
    if named != wanted["cause"]:
        failures.append(f"cause {named} instead of {wanted['cause']}")
    for key, causes in (
        ("hypotheses", incident.hypotheses),
        ("contributing", incident.contributing),
    ):
        missing = set(wanted.get(key, ())) - {cause.id for cause in causes}
        if missing:
            shown = _list(cause.id for cause in causes)
            failures.append(f"{_list(missing)} not among the {key} ({shown})")
    chain = list(dict.fromkeys(link.finding for link in incident.chain))
    if not _in_order(wanted.get("chain", ()), chain):
        failures.append(f"chain {' > '.join(chain)} instead of {' > '.join(wanted['chain'])}")
    return failures


def _without_proof(case: Case, stage: Stage) -> list[str]:
    """With the proving lines deleted no cause may be named, but those of other incidents."""
    failures: list[str] = []
    for number, wanted in enumerate([case.wanted, *case.wanted["incidents"]]):
        if not wanted.get("proving"):
            continue
        rest = case.wanted["incidents"] if number else []
        allowed = {other["cause"] for other in rest if other is not wanted}
        allowed.update(*(other.get("contributing", ()) for other in rest if other is not wanted))
        played = stage.play(_deleted(Path(case.paths[0]), wanted["proving"]))
        named = set(played.causes) - allowed
        if named:
            failures.append(f"without the proving lines {_list(named)} is named")
    return failures


def _deleted(folder: Path, patterns: Sequence[str]) -> dict[str, bytes]:
    lines = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    return {
        path.name: "".join(
            line
            for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
            if not lines.search(line)
        ).encode()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _sets(what: str, wanted: set[str], found: set[str], also: set[str]) -> list[str]:
    failures = [f"{what} {id_} is missing" for id_ in sorted(wanted - found)]
    return failures + [f"undeclared {what} {id_}" for id_ in sorted(found - wanted - also)]


def _cells(wanted: Wanted, incident: Incident) -> tuple[Pair, ...]:
    causes = {incident.cause.id} if incident.cause else set[str]()
    also = set(wanted.get("also", ()))
    return (
        *pairs("cause", {wanted["cause"]} - {None}, causes),
        *pairs("finding", set(wanted["findings"]), _ids(incident) - also),
    )


def _shared(incident: Incident, wanted: Wanted) -> int:
    return len(_ids(incident) & set(wanted["findings"]))


def _ids(incident: Incident) -> set[str]:
    return {finding.id for finding in incident.findings}


def _in_order(wanted: Sequence[str], chain: Sequence[str]) -> bool:
    rest = iter(chain)
    return all(id_ in rest for id_ in wanted)


def _near(played: Played) -> str:
    ranked = [cause.id for incident in played.incidents for cause in incident.hypotheses]
    return f" (hypotheses {_list(ranked[:5])})" if ranked else ""


def _told(incident: Incident) -> str:
    cause = incident.cause.id if incident.cause else "none"
    return f"{_list(sorted(_ids(incident)))}, cause {cause}, {_where(incident)}"


def _where(incident: Incident) -> str:
    shown = incident.findings[0].evidence[0]
    return f"{Path(shown.source).name}:{shown.line}: {shown.text[:120]}"


def _list(names: Any) -> str:
    return ", ".join(names) or "none"
