"""Finds the first of several text formats that reads a text, importing no more of them than needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from logscan.parsers.grammar import Grammar
from logscan.parsers.index import Entry

ENOUGH = 5000
"""Questions after which one joined expression pays."""
_NAMED = re.compile(r"\(\?P<\w+>")
_OTHER = "\x80"

Match = Callable[[str], re.Match[str] | None]


class _Candidate:
    """A format that may be asked about a text."""

    __slots__ = ("entry", "grammar", "match")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.grammar: Grammar | None = None
        self.match: Match | None = None

    def worth(self, text: str) -> Match | None:
        """Its match, loaded when the first text comes that the format may read."""
        holds = self.entry.holds
        if holds and not any(literal in text for literal in holds):
            return None
        self.grammar = self.entry.load()
        self.match = self.grammar.pattern.match
        return self.match


class Chooser:
    """Asks the formats one by one, and after many questions with one expression made of them all.

    To compile that costs as much as some thousand questions. The answer is the same.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Takes the formats in the order in which they are asked."""
        self._candidates = [_Candidate(entry) for entry in entries]
        self._by_first: dict[str, list[_Candidate]] = {}
        self._asked = 0
        self._all: re.Pattern[str] | None = None
        self._grammars: list[Grammar] = []

    def of(self, text: str) -> Grammar | None:
        """The first format whose pattern matches, None if there is none."""
        if self._all is not None:
            match = self._all.match(text)
            return self._grammars[int(match.lastgroup[1:])] if match and match.lastgroup else None
        self._asked += 1
        if self._asked > ENOUGH:
            self._grammars = [candidate.entry.load() for candidate in self._candidates]
            self._all = _joined(self._grammars)
        first = text[:1]
        known = self._by_first.get(first)
        for candidate in self._beginning(first) if known is None else known:
            match_one = candidate.match or candidate.worth(text)
            if match_one is not None and match_one(text):
                return candidate.grammar
        return None

    def _beginning(self, first: str) -> list[_Candidate]:
        """Those that can read a text with this first character; empty: no text."""
        sort = first if first.isascii() else _OTHER
        if sort not in self._by_first:
            self._by_first[sort] = [
                candidate
                for candidate in self._candidates
                if candidate.entry.first is None or (sort and sort in candidate.entry.first)
            ]
        return self._by_first[sort]


def _joined(grammars: Sequence[Grammar]) -> re.Pattern[str]:
    """One expression whose last group says which of the grammars matched."""
    branches = [
        f"(?:{_NAMED.sub('(?:', item.pattern.pattern)})(?P<g{place}>)"
        for place, item in enumerate(grammars)
    ]
    return re.compile("|".join(branches) or "(?!)", re.ASCII | re.DOTALL)
