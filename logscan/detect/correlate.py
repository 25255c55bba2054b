"""Hits become findings: called off or not, often enough or not, in which span of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from logscan.detect.evidence import evidence, sample
from logscan.detect.match import HARMLESS, SIGNATURE
from logscan.detect.tally import Series, Tally
from logscan.detect.windows import Index, agree, at, bursts, follows, key, once, ordered
from logscan.model import Clock, Finding, Hit, Severity
from logscan.rulebook.rules import CallOff, Rulebook, SignatureRule, When

QUIET = 2 * 3600.0
"""Hits that are farther apart than this are separate findings (unless nothing else differs)."""

TOLD_TWICE = 10.0


class End(NamedTuple):
    """How far a source went: its last time and its number of lines."""

    time: float | None
    line: int


class Correlator:
    """Turns a tally into findings; a pure function of it and of how far the sources went."""

    def __init__(self, tally: Tally, rulebook: Rulebook, ends: Mapping[int, End]) -> None:
        self.tally = tally
        self.rulebook = rulebook
        self.ends = ends
        self._indexes: dict[str, Index] = {}

    def findings(self) -> list[Finding]:
        """All findings, in the order of their first time and place."""
        harmless = self._harmless()
        found: list[Finding] = []
        for id_, rule in self.rulebook.signatures.items():
            series = self.tally.series.get(f"{SIGNATURE}{id_}")
            if series is None:
                continue
            off = harmless.get("", set()) | harmless.get(id_, set())
            hits = [hit for hit in ordered(series.hits) if hit.order not in off]
            hits = [hit for hit in hits if not self._called_off(hit, rule.unless)]
            if rule.once_per:
                hits = once(hits, rule.once_per, TOLD_TWICE)
            found += self._of(rule, hits, series)
        return sorted(found, key=lambda f: (f.first or 0.0, f.hits[0].order, f.id))

    def _harmless(self) -> dict[str, set[tuple[int, int]]]:
        """The records that are harmless, for all signatures ("") or for one."""
        found: dict[str, set[tuple[int, int]]] = {}
        for id_, rule in self.rulebook.harmless.items():
            series = self.tally.series.get(f"{HARMLESS}{id_}")
            for hit in series.hits if series else ():
                if not self._called_off(hit, rule.unless):
                    for signature in rule.signatures or ("",):
                        found.setdefault(signature, set()).add(hit.order)
        return found

    def _called_off(self, hit: Hit, rules: Sequence[CallOff]) -> bool:
        return any(self._hides(rule.matcher, hit) for rule in rules) or any(
            at(rule.moment, hit, other, rule.within) and agree(hit, other, rule.same) is not False
            for rule in rules
            for other in self.index(rule.matcher).around(hit, rule.within, rule.moment)
            if other.order != hit.order or rule.moment == "around"
        )

    def _hides(self, matcher: str, hit: Hit) -> bool:
        """Whether hits of a matcher beside this one may have been counted only.

        It is taken then that they are there: what calls off is common in that stretch.
        """
        series = self.tally.series.get(matcher)
        return series is not None and series.hides(hit.time)

    def index(self, matcher: str) -> Index:
        """The hits of a matcher by time and place."""
        if matcher not in self._indexes:
            series = self.tally.series.get(matcher)
            self._indexes[matcher] = Index(series.hits if series else ())
        return self._indexes[matcher]

    def _of(self, rule: SignatureRule, hits: list[Hit], series: Series) -> Iterator[Finding]:
        more = series.dropped if len(hits) == len(series.hits) else 0
        groups: dict[object, list[Hit]] = {}
        for hit in hits:
            groups.setdefault((hit.event.service, key(hit, rule.group_by)), []).append(hit)
        for group in groups.values():
            for episode in _episodes(group, series):
                for chosen, pending in self._meets(rule.when, episode):
                    alone = len(groups) == 1 and len(episode) == len(group) == len(hits)
                    extra = more if alone and len(chosen) == len(episode) else 0
                    yield self._finding(rule, chosen, pending, extra)

    def _meets(self, when: When, hits: list[Hit]) -> Iterator[tuple[list[Hit], bool]]:
        """The hits that satisfy `when`, with whether the end of the log leaves it open."""
        if when.kind == "every":
            yield hits, False
        elif when.kind == "count":
            yield from ((b, False) for b in _joined(self._counted(when, hits)))
        elif when.kind == "ratio":
            yield from ((b, False) for b in _joined(self._share(when, hits)))
        elif when.kind == "sequence":
            chosen = [hit for hit in hits if self._followed(when, hit)]
            if chosen:
                yield chosen, False
        elif when.kind == "absence":
            yield from self._absent(when, hits)
        else:
            yield from ((b, False) for b in _joined(self._rounds(when, hits)))

    def _counted(self, when: When, hits: list[Hit]) -> Iterator[list[Hit]]:
        groups: dict[object, list[Hit]] = {}
        for hit in hits:
            groups.setdefault(key(hit, when.by), []).append(hit)
        for group in groups.values():
            yield from bursts(group, when.least, when.within, when.distinct)
        series = self.tally.series.get(when.enough)
        alone = {hit.order for hit in series.hits} if series else set()
        yield [hit for hit in hits if hit.order in alone]

    def _share(self, when: When, hits: list[Hit]) -> Iterator[list[Hit]]:
        whole = self.index(when.whole)
        for burst in bursts(hits, 1, when.within, ""):
            middle = burst[len(burst) // 2]
            if self._hides(when.whole, middle):
                continue
            number = len(whole.around(middle, when.within))
            near = [hit for hit in burst if at("around", middle, hit, when.within)]
            if number >= when.least and len(near) >= when.share * number:
                yield burst

    def _followed(self, when: When, hit: Hit) -> bool:
        """Whether each of `then` comes after the hit, in order."""
        previous = hit
        for matcher in when.then:
            if self._hides(matcher, hit):
                continue
            after = [
                other
                for other in self.index(matcher).around(hit, when.within, "after")
                if other.order != hit.order
                and follows(previous, other, when.within)
                and agree(hit, other, when.same) is not False
            ]
            if not after:
                return False
            previous = ordered(after)[0]
        return True

    def _absent(self, when: When, hits: list[Hit]) -> Iterator[tuple[list[Hit], bool]]:
        silent = [hit for hit in hits if not self._followed(when, hit)]
        sure = [hit for hit in silent if hit.time is not None and self._went_on(hit, when.within)]
        open_ = [hit for hit in silent if hit not in sure]
        if sure:
            yield sure, False
        elif open_:
            yield open_, True

    def _went_on(self, hit: Hit, within: float) -> bool:
        end = self.ends.get(hit.order[0], End(None, 0))
        return end.time is not None and hit.time is not None and end.time >= hit.time + within

    def _rounds(self, when: When, hits: list[Hit]) -> Iterator[list[Hit]]:
        """Stretches of rounds: each with what must follow it, nothing forbidden between."""
        groups: dict[object, list[Hit]] = {}
        for hit in hits:
            if not when.then or self._followed(when, hit):
                groups.setdefault(key(hit, when.by), []).append(hit)
        for group in groups.values():
            for stretch in self._unbroken(when, group):
                yield from bursts(stretch, when.least, when.within, when.distinct)

    def _unbroken(self, when: When, hits: list[Hit]) -> Iterator[list[Hit]]:
        stretch: list[Hit] = []
        for hit in hits:
            if stretch and when.without and self._between(when.without, stretch[-1], hit):
                yield stretch
                stretch = []
            stretch.append(hit)
        if stretch:
            yield stretch

    def _between(self, matcher: str, first: Hit, second: Hit) -> bool:
        if first.time is not None and second.time is not None:
            reach = second.time - first.time
        else:
            reach = float(second.order[1] - first.order[1])
        return self._hides(matcher, first) or any(
            follows(first, other, reach) and follows(other, second, reach)
            for other in self.index(matcher).around(first, reach)
            if other.order not in (first.order, second.order)
        )

    def _finding(self, rule: SignatureRule, hits: list[Hit], pending: bool, extra: int) -> Finding:
        matcher = self.rulebook.matchers[rule.matcher]
        times = [hit.time for hit in hits if hit.time is not None]
        clock = _clock(hits)
        severity: Severity = "low" if pending and rule.severity != "info" else rule.severity
        return Finding(
            rule.id,
            rule.title,
            severity,
            hits[0].event.service,
            key(hits[0], rule.group_by),
            min(times, default=None),
            max(times, default=None),
            len(hits) + extra,
            tuple(evidence(hit, matcher) for hit in sample(hits)),
            tuple(hits),
            clock,
            pending,
            rule.explain,
        )


def _clock(hits: Sequence[Hit]) -> Clock:
    clocks = {hit.event.clock for hit in hits}
    order: tuple[Clock, ...] = ("undated", "arrival", "assumed", "known")
    return next((clock for clock in order if clock in clocks), "undated")


def _episodes(hits: list[Hit], series: Series) -> Iterator[list[Hit]]:
    """Split where nothing happened for the quiet time; what was counted only did happen."""
    episode: list[Hit] = []
    for hit in hits:
        last = episode[-1] if episode else None
        quiet = last and (hit.time or 0.0) - (last.time or hit.time or 0.0) > QUIET
        if last and quiet and not (series.hides(last.time) and series.hides(hit.time)):
            yield episode
            episode = []
        episode.append(hit)
    if episode:
        yield episode


def _joined(stretches: Iterator[list[Hit]]) -> Iterator[list[Hit]]:
    """All bursts of one episode as one."""
    hits = {hit.order: hit for stretch in stretches for hit in stretch}
    if hits:
        yield ordered(hits.values())


__all__ = ["Correlator", "End"]
