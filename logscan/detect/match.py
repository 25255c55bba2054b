"""Which matchers does one event set off? Remembers nothing but verdicts that would be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from logscan.detect.narrowing import Narrowing, Searched
from logscan.model import Event
from logscan.rulebook import UNEXPLAINED
from logscan.rulebook.conditions import Blown, Captured
from logscan.rulebook.rules import Called, Calls, Nearby, Rulebook, SignatureRule, Table

SHORT, LONG = 1000, 16 * 1024
"""Texts up to so many characters are remembered: many short ones, and a few long ones, since a
traceback comes again with the same frames."""
MOST_SHORT, MOST_LONG = 10_000, 200
EXPLAINING = ("every", "sequence", "absence")
SIGNATURE, HARMLESS, FACT = "signature/", "harmless/", "fact/"
EXPLAINS = re.compile(r"(?:signature|harmless)/[^/]+|signature/[^/]+/(?:then/\d+|enough)")
"""The matchers whose lines are explained; what calls a signature off explains nothing."""

Held = tuple[str, Captured]
"""The id of a matcher that holds, with what it captured."""


class Verdict(NamedTuple):
    """Which of some calls hold, and how many of their patterns blew the fuse."""

    held: tuple[Held, ...]
    blown: int


class Meaning(NamedTuple):
    """What a set of matchers that hold together means for what is remembered."""

    dropped: frozenset[str]
    """Those that do not count beside the others."""
    signatures: tuple[str, ...]
    """The ids of the signatures that were matched."""
    facts: tuple[str, ...]
    """The ids of the facts that were told."""
    explained: bool
    """Whether a signature or a harmless line explains the event."""
    unexplained: bool
    """Whether it is an error line that asks for an explanation."""


class Outcome(NamedTuple):
    """Everything that holds of an event."""

    held: tuple[Held, ...]
    meaning: Meaning
    blown: int

    @property
    def ids(self) -> tuple[str, ...]:
        """The matchers that hold."""
        return tuple([id_ for id_, _ in self.held])

    @property
    def is_unexplained(self) -> bool:
        """Whether it is an error line that nothing explains."""
        return self.meaning.unexplained and not self.meaning.explained


class Matching:
    """Tries the matchers of a rulebook on events.

    A storm says the same again and again, so a verdict is remembered for what the tests look at.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._short: dict[tuple[object, ...], Verdict] = {}
        self._long: dict[tuple[object, ...], Verdict] = {}
        """Verdicts by all that was looked at, for short texts and for long ones."""
        self._meanings: dict[tuple[str, ...], Meaning] = {}
        self._facts = frozenset(rule.matcher for rule in rulebook.facts.values())
        self._narrowings: dict[int, Narrowing] = {}
        self._searched: dict[Calls, Searched] = {}

    def narrowing(self, calling: Table | Nearby) -> Narrowing:
        """What chooses the calls of a table; all sources share what it learns."""
        found = self._narrowings.get(id(calling))  # it holds the table, so the id stays its own
        if found is None:
            found = self._narrowings[id(calling)] = Narrowing(calling, self._facts)
        return found

    def outcome(self, event: Event, calls: Called) -> Outcome:
        """Everything among the calls that holds of the event."""
        held: tuple[Held, ...] = ()
        blown = 0
        for each in calls:
            verdict = self._verdict(event, each)
            held += verdict.held
            blown += verdict.blown
        ids = tuple([id_ for id_, _ in held])
        meaning = self._meanings.get(ids)
        if meaning is None:
            meaning = self._meanings[ids] = _meaning(ids, self.rulebook)
        if meaning.dropped:
            held = tuple([each for each in held if each[0] not in meaning.dropped])
        return Outcome(held, meaning, blown)

    def _verdict(self, event: Event, calls: Calls) -> Verdict:
        text = event.record.text if calls.raw else event.message if calls.message else ""
        if len(text) <= SHORT:
            verdicts, most = self._short, MOST_SHORT
        elif len(text) <= LONG and not calls.raw:  # a long raw text has a stamp, so it is new
            verdicts, most = self._long, MOST_LONG
        else:
            return _tried(event, self._within(event, calls))
        key = _looked_at(event, calls, text)
        found = verdicts.get(key)
        if found is None:
            if len(verdicts) >= most:
                verdicts.clear()
            tried = calls if verdicts is self._short else self._within(event, calls)
            found = verdicts[key] = _tried(event, tried)
        return found

    def _within(self, event: Event, calls: Calls) -> Calls:
        """The calls that can hold of an event whose text is long."""
        searched = self._searched.get(calls)
        if searched is None:
            if len(self._searched) >= MOST_LONG:
                self._searched.clear()
            searched = self._searched[calls] = Searched(calls)
        return searched.within(event.message, event.record.text if calls.raw else "")


def _looked_at(event: Event, calls: Calls, text: str) -> tuple[object, ...]:
    """All that the calls look at, as a key; `text` is the longest text among it."""
    attributes = event.attributes
    message = event.message if calls.raw else ""
    values = [attributes.get(name) for name in calls.attributes]
    return (calls, text, message, event.severity, *values)


def _tried(event: Event, calls: Calls) -> Verdict:
    held: list[Held] = []
    blown = 0
    for matcher in calls.matchers:
        try:
            captured = matcher.test(event)
        except Blown:
            blown += 1
            continue
        if captured is not None:
            held.append((matcher.id, captured))
    return Verdict(tuple(held), blown) if held or blown else NOTHING


NOTHING = Verdict((), 0)


def _meaning(ids: Sequence[str], rulebook: Rulebook) -> Meaning:
    dropped = frozenset(_remainders(ids, rulebook))
    counted = [id_ for id_ in ids if id_ not in dropped]
    return Meaning(
        dropped | ({UNEXPLAINED} & set(ids)),
        tuple(
            id_.removeprefix(SIGNATURE)
            for id_ in counted
            if id_.startswith(SIGNATURE) and id_.count("/") == 1
        ),
        tuple(id_.removeprefix(FACT) for id_ in counted if id_.startswith(FACT)),
        any(map(EXPLAINS.fullmatch, counted)),
        UNEXPLAINED in ids,
    )


def _remainders(ids: Sequence[str], rulebook: Rulebook) -> Iterator[str]:
    """The signatures among some that are only for what no other one explains.

    A signature that is declared to be the consequence of such a one does not explain it.
    """
    rules = {id_: rulebook.signatures.get(id_.removeprefix(SIGNATURE)) for id_ in ids}
    explaining = [
        rule
        for rule in rules.values()
        if rule is not None and not rule.remainder and rule.when.kind in EXPLAINING
    ]
    for id_, rule in rules.items():
        if (
            rule is not None
            and rule.remainder
            and not all(rule.id in edge_causes(other) for other in explaining)
        ):
            yield id_


def edge_causes(rule: SignatureRule) -> set[str]:
    """The findings of which a signature can be the consequence."""
    return {cause for edge in rule.edges for cause in edge.causes}
