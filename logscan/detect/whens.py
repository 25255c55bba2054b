"""By how much the `when` of a signature was missed, or that it was met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from logscan.detect.correlate import Correlator
from logscan.detect.said import Said, gap, place
from logscan.detect.windows import Index, agree, at, bursts, follows, key, near
from logscan.model import Hit
from logscan.rulebook.rules import When


def unmet(when: When, hits: Sequence[Hit], correlator: Correlator) -> Iterator[Said]:
    """What `when` wants beside what the hits give."""
    yield from KINDS[when.kind](when, hits, correlator)


def _every(_: When, hits: Sequence[Hit], __: Correlator) -> Iterator[Said]:
    yield Said(True, f"{len(hits)} lines are enough: each one counts")


def _count(when: When, hits: Sequence[Hit], _: Correlator) -> Iterator[Said]:
    what = f"different values of {when.distinct}" if when.distinct else "lines"
    best, group = _fullest(when, hits)
    number = len({str(h.values.get(when.distinct)) for h in best}) if when.distinct else len(best)
    of = f" of {', '.join(f'{n}={v}' for n, v in group)}" if group else ""
    yield Said(
        number >= when.least,
        f"{number} of {when.least} {what}{of} within "
        f"{when.within:g} s; the fullest window begins at {place(best[0])}",
    )


def _fullest(when: When, hits: Sequence[Hit]) -> tuple[list[Hit], tuple[tuple[str, object], ...]]:
    """The window with most hits (or different values), and its group."""
    best: tuple[int, list[Hit], tuple[tuple[str, object], ...]] = (0, [], ())
    groups: dict[tuple[tuple[str, object], ...], list[Hit]] = {}
    for hit in hits:
        groups.setdefault(key(hit, when.by), []).append(hit)
    for group, own in groups.items():
        start = 0
        for end, hit in enumerate(own):
            while not near(own[start], hit, when.within):
                start += 1
            window = own[start : end + 1]
            number = len({str(h.values.get(when.distinct)) for h in window})
            number = number if when.distinct else len(window)
            best = max(best, (number, window, group), key=lambda each: each[0])
    return best[1], best[2]


def _ratio(when: When, hits: Sequence[Hit], correlator: Correlator) -> Iterator[Said]:
    whole = correlator.index(when.whole)
    for burst in bursts(hits, 1, when.within, ""):
        middle = burst[len(burst) // 2]
        number = len(whole.around(middle, when.within))
        own = sum(1 for hit in burst if at("around", middle, hit, when.within))
        share = own / number if number else 0.0
        yield Said(
            number >= when.least and share >= when.share,
            f"{own} of {number} lines ({share:.0%}, wanted {when.share:.0%} of at least "
            f"{when.least}) around {place(middle)}",
        )


def _sequence(when: When, hits: Sequence[Hit], correlator: Correlator) -> Iterator[Said]:
    for hit in hits[:5]:
        yield from followed(when, hit, correlator)


def followed(when: When, hit: Hit, correlator: Correlator) -> Iterator[Said]:
    """Each thing that must follow a hit: there, or how far away the nearest is."""
    previous = hit
    for step, matcher in enumerate(when.then, 1):
        index = correlator.index(matcher)
        after = [
            other
            for other in index.around(hit, when.within)
            if other.order != hit.order and follows(previous, other, when.within)
        ]
        agreed = [other for other in after if agree(hit, other, when.same) is not False]
        if not agreed:
            yield Said(
                False,
                f"step {step} does not follow within {when.within:g} s after "
                f"{place(hit)}{_instead(hit, after, index, when)}",
                1,
            )
            return
        previous = min(agreed, key=lambda other: (other.time or 0.0, other.order))
        yield Said(True, f"step {step} follows {gap(hit, previous)}: {place(previous)}", 1)


def _instead(hit: Hit, after: Sequence[Hit], index: Index, when: When) -> str:
    if after:
        return f", only with another {' or '.join(when.same)}: {place(after[0])}"
    later = [other for other in index.around(hit, 1e9) if other.order > hit.order]
    return (
        f"; the nearest is {gap(hit, later[0])}: {place(later[0])}" if later else "; none is there"
    )


def _absence(when: When, hits: Sequence[Hit], correlator: Correlator) -> Iterator[Said]:
    for hit in hits[:5]:
        steps = list(followed(when, hit, correlator))
        if steps and steps[-1].holds:
            yield Said(False, f"what must be absent is there: {steps[-1].text}", 1)
            continue
        end = correlator.ends.get(hit.order[0])
        ends = end.time - hit.time if end and end.time is not None and hit.time else None
        if ends is None or ends < when.within:
            went = f"{ends:g} s" if ends is not None else "an unknown time"
            yield Said(
                None,
                f"still open: the log goes on for {went} of {when.within:g} s after {place(hit)}",
                1,
            )
        else:
            yield Said(True, f"nothing follows {place(hit)}", 1)


def _cycle(when: When, hits: Sequence[Hit], correlator: Correlator) -> Iterator[Said]:
    rounds = list(hits)
    if when.then:
        rounds = [h for h in hits if all(s.holds for s in followed(when, h, correlator))]
        yield Said(
            bool(rounds), f"{len(rounds)} of {len(hits)} lines are followed by what makes a round"
        )
    if rounds:
        yield from _count(when, rounds, correlator)
    for hit in (
        correlator.index(when.without).around(rounds[0], 1e9)[:3]
        if (when.without and rounds)
        else ()
    ):
        yield Said(False, f"the round may be broken by {place(hit)}", 1)


KINDS: dict[str, Callable[[When, Sequence[Hit], Correlator], Iterator[Said]]] = {
    "every": _every,
    "count": _count,
    "ratio": _ratio,
    "sequence": _sequence,
    "absence": _absence,
    "cycle": _cycle,
}
