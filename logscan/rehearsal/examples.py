"""The examples of the rule files: what must fire does, what must stay silent does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from logscan.detect.match import FACT, HARMLESS
from logscan.detect.why import call_off
from logscan.model import SEVERITIES
from logscan.rehearsal.cases import Case, Pair, Verdict, pairs
from logscan.rehearsal.stage import Played, Stage

SERIOUS = SEVERITIES.index("medium")
Check = Callable[[str, Mapping[str, Any], Played, Stage], str]


def cases(rules: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[Case]:
    """Every example of every rule."""
    for kind, found in rules.items():
        for id_, rule in found.items():
            for side in ("fires", "stays_silent"):
                for example in rule["examples"][side]:
                    name = f"{kind}/{id_} {side}: {example['name']}"
                    yield Case("example", name, f"{kind}/{id_}", wanted={"side": side, **example})


def judge(case: Case, stage: Stage) -> Verdict:
    """Play an example and say whether its rule did what it must."""
    kind, _, id_ = case.rule.partition("/")
    wanted = case.wanted
    played = stage.play({"example.log": wanted["log"].encode()}, wanted.get("platform", ""))
    failure = CHECKS[kind, wanted["side"]](id_, wanted, played, stage)
    failures = (f"{failure}; {_told(played)}",) if failure else ()
    return Verdict(case.name, case.kind, failures, _cells(kind, id_, wanted, played))


def _cells(kind: str, id_: str, wanted: Mapping[str, Any], played: Played) -> tuple[Pair, ...]:
    fires = wanted["side"] == "fires"
    if kind == "causes":
        expected = {id_} if fires else {wanted["instead"]} - {None}
        return pairs("cause", expected, set(played.causes)) if expected else ()
    found = {finding.id for finding in played.findings}
    if kind != "signatures" or not fires:
        return ()
    return (
        pairs("finding", {id_}, found)
        if id_ not in found
        else (
            *pairs("finding", {id_}, {id_}),
            *(Pair("finding", id_, other) for other in sorted(found - {id_})),
        )
    )


def _told(played: Played) -> str:
    found = ", ".join(sorted({finding.id for finding in played.findings})) or "nothing"
    causes = ", ".join(played.causes) or "none"
    return f"found {found}; cause {causes}"


def _finding_fires(id_: str, _: Mapping[str, Any], played: Played, __: Stage) -> str:
    return "" if any(f.id == id_ for f in played.findings) else "did not fire"


def _finding_silent(id_: str, _: Mapping[str, Any], played: Played, __: Stage) -> str:
    return "fired" if any(f.id == id_ for f in played.findings) else ""


def _cause_fires(id_: str, _: Mapping[str, Any], played: Played, __: Stage) -> str:
    return "" if id_ in played.causes else f"was not named{_ranked(id_, played)}"


def _ranked(id_: str, played: Played) -> str:
    for incident in played.incidents:
        for place, cause in enumerate(incident.hypotheses):
            if cause.id == id_:
                against = "; ".join(reason.because for reason in cause.reasons_against)
                return f" (hypothesis {place + 1}, {cause.score}{', against: ' * bool(against)}{against})"
        if any(cause.id == id_ for cause in incident.contributing):
            return " (contributing)"
    return " (no hypothesis either)" if played.incidents else ""


def _cause_silent(id_: str, wanted: Mapping[str, Any], played: Played, _: Stage) -> str:
    instead = wanted.get("instead")
    if id_ in played.causes:
        return "was named"
    if instead and instead not in played.causes:
        return f"{instead} was not named instead{_ranked(instead, played)}"
    return ""


def _fact_fires(id_: str, _: Mapping[str, Any], played: Played, __: Stage) -> str:
    return "" if f"{FACT}{id_}" in played.correlator.tally.series else "was not collected"


def _fact_silent(id_: str, _: Mapping[str, Any], played: Played, __: Stage) -> str:
    return "was collected" if f"{FACT}{id_}" in played.correlator.tally.series else ""


def _swallowed(id_: str, played: Played, stage: Stage) -> bool:
    """Whether some line is harmless by this rule and nothing makes it real."""
    series = played.correlator.tally.series.get(f"{HARMLESS}{id_}")
    rule = stage.rules.harmless[id_]
    return any(
        call_off(played.correlator, hit, rule.unless) is None
        for hit in (series.hits if series else ())
    )


def _harmless_fires(id_: str, _: Mapping[str, Any], played: Played, stage: Stage) -> str:
    if not _swallowed(id_, played, stage):
        return "no line is harmless by it"
    bad = {f.id for f in played.findings if SEVERITIES.index(f.severity) >= SERIOUS}
    only = set(stage.rules.harmless[id_].signatures)
    bad = bad & only if only else bad
    return f"the harmless log gives {', '.join(sorted(bad))}" if bad else ""


def _harmless_silent(id_: str, _: Mapping[str, Any], played: Played, stage: Stage) -> str:
    return "swallowed a line" if _swallowed(id_, played, stage) else ""


CHECKS: dict[tuple[str, str], Check] = {
    ("signatures", "fires"): _finding_fires,
    ("signatures", "stays_silent"): _finding_silent,
    ("causes", "fires"): _cause_fires,
    ("causes", "stays_silent"): _cause_silent,
    ("facts", "fires"): _fact_fires,
    ("facts", "stays_silent"): _fact_silent,
    ("harmless", "fires"): _harmless_fires,
    ("harmless", "stays_silent"): _harmless_silent,
}
