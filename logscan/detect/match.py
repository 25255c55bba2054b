"""Which matchers does one event set off? Remembers nothing but verdicts that would be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from logscan.model import Event
from logscan.rulebook import UNEXPLAINED
from logscan.rulebook.conditions import Blown, Captured
from logscan.rulebook.rules import Called, Calls, Rulebook, SignatureRule

LONGEST_KNOWN = 1000
MOST_KNOWN = 10_000
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
        self._verdicts: dict[tuple[object, ...], Verdict] = {}
        self._meanings: dict[tuple[str, ...], Meaning] = {}

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
        key = _looked_at(event, calls)
        if key is None:
            return _tried(event, calls)
        found = self._verdicts.get(key)
        if found is None:
            if len(self._verdicts) >= MOST_KNOWN:
                self._verdicts.clear()
            found = self._verdicts[key] = _tried(event, calls)
        return found


def _looked_at(event: Event, calls: Calls) -> tuple[object, ...] | None:
    """All that the calls look at, as a key; None where it is too long to be remembered."""
    text = event.record.text if calls.raw else event.message if calls.message else ""
    if len(text) > LONGEST_KNOWN:
        return None
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
