"""The report: incidents, and everything else that was seen or could not be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from logscan.detect.evidence import evidence
from logscan.detect.match import SIGNATURE
from logscan.detect.pace import Pace, common_step
from logscan.detect.tally import FIRST, LAST, Tally
from logscan.model import Event, Evidence, Hit, Rates, SourceSummary, Unexplained

MOST_SHAPES = 20
MOST_STEPS = 1440


def unexplained(tally: Tally) -> tuple[Unexplained, ...]:
    """The commonest shapes of error lines that no rule explains."""
    ranked = sorted(tally.shapes.items(), key=lambda item: (-item[1].count, item[0]))
    return tuple(
        Unexplained(name, shape.count, shape.first, shape.last, _example(shape.example))
        for name, shape in ranked[:MOST_SHAPES]
    )


def _example(event: Event) -> Evidence:
    order = (0, event.record.line)
    return evidence(Hit("", event.time, order, event.attributes, event), None)


def rates(paces: Mapping[str, Pace]) -> Rates | None:
    """Hits of each finding in equal steps, long enough for a bounded number of steps."""
    if not paces:
        return None
    step = common_step(paces.values(), MOST_STEPS)
    first = min(int(pace.first) for pace in paces.values())
    last = max(int(pace.last) for pace in paces.values())
    start = first - first % step
    length = (last - start) // step + 1
    series = {}
    for id_, pace in sorted(paces.items()):
        row = [0] * length
        for second, number in pace.bins.items():
            row[min(max(second - start, 0) // step, length - 1)] += number
        series[id_] = tuple(row)
    return Rates(step, float(start), series)


def limits(tally: Tally, sources: Sequence[SourceSummary], *, fast: bool) -> tuple[str, ...]:
    """What could not be judged, in sentences."""
    said = []
    if not fast:
        said.append("hyperscan is not available here: the scan is slower, the report is the same")
    if tally.blown:
        said.append(f"{tally.blown} times a pattern took too long on a line and was given up")
    if tally.twice:
        said.append(f"{tally.twice} lines stood in several sources and were counted once")
    many = {id_: tally.count(f"{SIGNATURE}{id_}") for id_ in tally.paces}
    capped = [f"{id_} ({number:,})" for id_, number in many.items() if number > FIRST + LAST]
    if capped:
        said.append(
            f"of very many hits only the first {FIRST} and the last {LAST} were looked at one by "
            f"one, all were counted: {_some(sorted(capped))}"
        )
    if tally.more_shapes:
        said.append(
            f"{tally.more_shapes} more unexplained error lines had shapes beyond the "
            "first thousand and are not shown"
        )
    undated = [s.name for s in sources if s.clock == "undated" and s.lines]
    if undated:
        said.append(
            "without any time stamp, so that only the order of lines counts: " + _some(undated)
        )
    assumed = [s.name for s in sources if s.clock == "assumed"]
    if assumed:
        said.append("time stamps without a zone were taken as UTC (assumed): " + _some(assumed))
    return tuple(said)


def reading_limits(service: str, others: int, clipped: int, late: int) -> tuple[str, ...]:
    """What was left out or taken as it came while reading, in sentences."""
    said = []
    if others:
        said.append(
            f"{others} relevant entries do not name the service {service!r} and were left out"
        )
    if clipped:
        said.append(f"{clipped} entries were too long to be read whole: their middle was left out")
    if late:
        said.append(f"{late} relevant entries came more than 5 s after later ones of their source")
    return tuple(said)


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown
