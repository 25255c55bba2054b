"""Known lines are taken out of a block before it is scanned, while a storm lasts.

Most of the work for a known line is to be told of its factors one by one. They need not be looked
for: a line of a form holds the same factors as all others of the form, but for the volatile ones,
for which alone the block is scanned at first. Lines of one form are taken together: what can be
done for many lines at once is not done line by line. Lines that end with a carriage return are left
to the scan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import compress

from logscan.detect.forms import Form
from logscan.detect.heads import DIGITS, HEXADECIMAL, Heads
from logscan.detect.lines import Lines
from logscan.detect.repertoire import Repertoire
from logscan.detect.sketches import Forms, Group
from logscan.detect.volatile import is_volatile
from logscan.prefilter import Prefilter

Moment = tuple[Group, float]
"""What is known of a line: its group and its time."""
Order = tuple[int, ...]
"""The volatile factors of a line as they were found."""
Kind = dict[frozenset[int], list[Form[Group]]]
"""The forms of lines that are the same without their tokens, by the volatile factors in them."""


class Volatile:
    """The volatile ones among some factors, and the scan for them."""

    def __init__(self, prefilter: Prefilter, *, ids: bool) -> None:
        factors = prefilter.factors
        self.ids = ids
        self._numbers = [n for n, factor in enumerate(factors) if is_volatile(factor, ids=ids)]
        self.numbers = frozenset(self._numbers)
        chosen = [factors[number] for number in self._numbers]
        self._prefilter = Prefilter(chosen, fast=prefilter.fast)

    def orders(self, text: bytes) -> dict[int, Order]:
        """Those that stand in the lines of a text, by the number of the line."""
        found: dict[int, Order] = {}
        numbers, count = self._numbers, text.count
        line, start = 0, 0
        for offset, number in self._prefilter.scan(b"\n" + text, -1):
            line += count(b"\n", start, offset)
            start = offset
            found[line] = (*found.get(line, ()), numbers[number])
        return found


class Kinds:
    """The forms of one sort of tokens, ready for lines without them."""

    def __init__(self, forms: Forms, free: bytes) -> None:
        self.forms = forms
        self.free = free
        """The characters of the tokens."""
        self._kinds: dict[bytes, Kind] = {}
        self._plain: set[bytes] = set()
        """The keys of forms without volatile factors."""

    def __len__(self) -> int:
        return len(self._kinds)

    def put(self, key: bytes, kind: Kind) -> None:
        """Know the forms of lines with a key, or none."""
        self._kinds.pop(key, None)
        self._plain.discard(key)
        if kind:
            self._kinds[key] = kind
        if frozenset() in kind:
            self._plain.add(key)

    def clear(self) -> None:
        """Know nothing."""
        self._kinds.clear()
        self._plain.clear()

    def alike(
        self, keys: Sequence[bytes], orders: Mapping[int, Order]
    ) -> Iterator[tuple[Sequence[Form[Group]], list[int]]]:
        """The forms that lines may have, and the numbers of the lines."""
        found: defaultdict[tuple[bytes, Order], list[int]] = defaultdict(list)
        plain = self._plain
        for number in [number for number, key in enumerate(keys) if key in plain]:
            if number not in orders:
                found[keys[number], ()].append(number)
        for number, order in orders.items():
            if number < len(keys) and keys[number] in self._kinds:
                found[keys[number], order].append(number)
        for (key, order), numbers in found.items():
            yield self._kinds[key].get(frozenset(order), ()), numbers


class Sieve:
    """Tells which lines are of one of some forms."""

    def __init__(self, repertoire: Repertoire, prefilter: Prefilter, heads: Heads) -> None:
        self._repertoire = repertoire
        self._prefilter = prefilter
        self._heads = heads
        self._kinds = (Kinds(repertoire.by_digits, DIGITS), Kinds(repertoire.by_ids, HEXADECIMAL))
        self._volatile: Volatile | None = None
        self._closed: frozenset[int] = frozenset()

    def known(self, lines: Lines, closed: Set[int]) -> dict[int, Moment]:
        """What is known of some lines, by their numbers, in no order."""
        found: dict[int, Moment] = {}
        orders = self._up_to_date(closed).orders(lines.text)
        for kinds in self._kinds:
            keys = lines.without(kinds.free) if kinds else []
            for forms, numbers in kinds.alike(keys, orders):
                for form in forms:
                    matching, numbers = _matching(form, numbers, lines.whole)
                    if not form.alone:
                        matching = self._that_end(matching, lines, kinds.free, keys)
                    found.update(matching)
        return found

    def _that_end(
        self,
        known: list[tuple[int, Moment]],
        lines: Lines,
        free: bytes,
        keys: Sequence[bytes],
    ) -> list[tuple[int, Moment]]:
        """Those that nothing below continues."""
        heads, whole = self._heads, lines.whole
        below = [heads.known.get(keys[number + 1]) for number, _ in known]
        for at, (number, _) in enumerate(known):
            if below[at] is None or heads.free_in(whole[number + 1], 0) is not free:
                below[at] = heads.follow(lines.view, lines.start_of(number + 1) - 1)
        return list(compress(known, below))

    def _up_to_date(self, closed: Set[int]) -> Volatile:
        """Know the kinds of all forms as they are."""
        volatile, repertoire = self._volatile, self._repertoire
        ids = bool(repertoire.by_ids)
        if volatile is None or volatile.ids != ids or closed != self._closed:
            if volatile is None or volatile.ids != ids:
                volatile = self._volatile = Volatile(self._prefilter, ids=ids)
            self._closed = frozenset(closed)
            for kinds in self._kinds:
                kinds.clear()
                repertoire.changed.update(kinds.forms)
        for key in repertoire.changed:
            for kinds in self._kinds:
                kinds.put(key, self._kind(kinds.forms.get(key, ()), volatile))
        repertoire.changed.clear()
        return volatile

    def _kind(self, forms: Sequence[Form[Group]], volatile: Volatile) -> Kind:
        """The forms of which all factors are known, and none is closed."""
        kind: Kind = {}
        for form in forms:
            found = self._prefilter.scan(b"\n" + form.sample + b"\n")
            factors = frozenset([number for _, number in found])
            if factors == form.factors and self._closed.isdisjoint(factors):
                kind.setdefault(factors & volatile.numbers, []).append(form)
        return kind


def _matching(
    form: Form[Group], numbers: list[int], whole: Sequence[bytes]
) -> tuple[list[tuple[int, Moment]], list[int]]:
    """What is known of lines of a form and one of its groups; the numbers of those of others."""
    raws = [whole[number] for number in numbers]
    matches = list(map(form.match, raws))
    others: list[int] = []
    if None in matches:
        others = [number for number, match in zip(numbers, matches, strict=True) if match is None]
        numbers, raws = list(compress(numbers, matches)), list(compress(raws, matches))
    groups, times = form.sort([match.groups() for match in matches if match], raws)
    known = [
        (number, (group, time))
        for number, group, time in zip(numbers, groups, times, strict=True)
        if group is not None and time is not None
    ]
    return known, others
