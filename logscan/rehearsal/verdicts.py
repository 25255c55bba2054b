"""What came out of a rehearsal, as text: failures, then a matrix of what took the place of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from logscan.rehearsal.cases import Pair, Verdict


def text(verdicts: Sequence[Verdict]) -> str:
    """Failures with the names of their cases, then the off-diagonal cells and the totals."""
    return "\n".join([*_failures(verdicts), *_matrices(verdicts), _totals(verdicts), ""])


def _failures(verdicts: Iterable[Verdict]) -> Iterator[str]:
    for verdict in sorted(verdicts, key=lambda verdict: (verdict.kind, verdict.case)):
        if verdict.failures:
            yield f"FAIL {verdict.case}"
            yield from (f"     {failure}" for failure in verdict.failures)


def _matrices(verdicts: Iterable[Verdict]) -> Iterator[str]:
    cells = Counter(pair for verdict in verdicts for pair in verdict.pairs)
    for of, title in (("cause", "cause x named cause"), ("finding", "finding x found")):
        own = {pair: number for pair, number in cells.items() if pair.of == of}
        hits = sum(number for pair, number in own.items() if pair.expected == pair.found)
        yield f"\n{title}: {hits} of {sum(own.values())} as expected"
        yield from _rows(own)


def _rows(cells: dict[Pair, int]) -> Iterator[str]:
    expected: dict[str, list[str]] = {}
    for pair, number in sorted(cells.items(), key=lambda cell: (cell[0].expected, -cell[1])):
        if pair.expected != pair.found:
            expected.setdefault(pair.expected, []).append(f"{pair.found} {number}")
    width = max((len(name) for name in expected), default=0)
    for name, found in expected.items():
        yield f"  {name:<{width}}  {', '.join(found)}"


def _totals(verdicts: Sequence[Verdict]) -> str:
    parts = []
    for kind in ("example", "incident", "repro", "healthy"):
        own = [verdict for verdict in verdicts if verdict.kind == kind]
        if own:
            good = sum(not verdict.failures for verdict in own)
            parts.append(f"{kind} {good}/{len(own)}")
    failed = sum(bool(verdict.failures) for verdict in verdicts)
    return f"\n{', '.join(parts)}: {failed or 'nothing'} failed"
