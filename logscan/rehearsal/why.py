"""Why a rule did or did not fire on a log: one scan with the parts of the rule looked for alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from logscan import parsers, pipeline, rulebook, sources
from logscan.detect import why as detected
from logscan.detect.match import FACT, HARMLESS
from logscan.detect.said import Said, place
from logscan.diagnose import Diagnosis
from logscan.diagnose import why as diagnosed
from logscan.rulebook.load import RuleSet
from logscan.rulebook.probes import Probe, probes, with_probes


def explain(
    rules: RuleSet,
    kind: str,
    id_: str,
    paths: Sequence[str],
    options: pipeline.Options,
    stdin: BinaryIO | None = None,
) -> Iterator[Said]:
    """The steps by which the rule fires, or where it stops. Raises UsageError for bad paths."""
    parts: list[Probe] = []
    if kind != "causes":
        parts = probes(rules[kind][id_]["match"], parsers.byte_factors)
    compiled = rulebook.compile_rules(with_probes(rules, parts), parsers.byte_factors)
    scan = pipeline.Scan(compiled, options)
    for source in sources.discover(paths, stdin=stdin):
        if isinstance(source, sources.Source):
            scan.read(source, None)
        else:
            yield Said(False, f"{source.name} cannot be read: {source.reason}")
    diagnosis = scan.diagnosis()
    if kind == "signatures":
        yield from _signature(id_, diagnosis, parts)
    elif kind == "causes":
        yield from diagnosed.cause(compiled.causes[id_], diagnosis)
    else:
        yield from _line(kind, id_, diagnosis, parts)


def _signature(id_: str, diagnosis: Diagnosis, parts: Sequence[Probe]) -> Iterator[Said]:
    rule = diagnosis.rulebook.signatures[id_]
    yield from detected.signature(rule, diagnosis.correlator, parts)
    findings = diagnosis.correlator.findings()
    own = [finding for finding in findings if finding.id == id_]
    yield Said(bool(own), f"fires: {len(own)} findings" if own else "does not fire")
    if own:
        yield from diagnosed.edges(rule, findings)


def _line(kind: str, id_: str, diagnosis: Diagnosis, parts: Sequence[Probe]) -> Iterator[Said]:
    """A fact or a harmless line: matched or not, called off or not."""
    prefix = FACT if kind == "facts" else HARMLESS
    hits = detected.hits_of(diagnosis.correlator, f"{prefix}{id_}")
    unless = diagnosis.rulebook.harmless[id_].unless if kind == "harmless" else ()
    if not hits:
        yield from detected.parted(diagnosis.correlator, parts)
    for hit in hits[:20]:
        stop = detected.call_off(diagnosis.correlator, hit, unless)
        if stop is None:
            yield Said(True, place(hit))
        else:
            yield Said(False, f"{place(hit)}, but made real by {place(stop.by)}")
