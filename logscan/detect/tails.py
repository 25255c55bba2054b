"""The last lines of each kind among many that are counted at once."""

from __future__ import annotations

from collections import Counter

from logscan.detect.lines import Lines, Run
from logscan.detect.sifting import Moment
from logscan.detect.tally import LAST, Tail


def keep_last(run: Run[Moment], counts: Counter[Moment], lines: Lines, taken: int) -> None:
    """Keep the last lines of a run that begins behind `taken` events, as many as have room.

    `counts` says how many lines there are of each group and time.
    """
    room: Counter[Tail] = Counter()
    for (group, _), number in counts.items():
        room[group.tail] += number
    rare = {group for group, _ in counts if room[group.tail] <= LAST}
    common = dict.fromkeys((tail for tail in room if room[tail] > LAST), LAST)
    left, kept, at = len(common) * LAST, list[int](), len(run.known)
    while left:
        at -= 1
        group = run.known[at][0]
        if common.get(group.tail):
            common[group.tail] -= 1
            left -= 1
            kept.append(at)
        elif group in rare:
            kept.append(at)
    kept += [n for n in range(at) if run.known[n][0] in rare] if rare else []
    view, first = lines.view, lines.first
    plain = view.numbers is None
    for at in sorted(kept):
        number = run.numbers[at]
        line = view.first_line + first + number if plain else view.number(first + number)
        run.known[at][0].tail.lates.append((taken + 1 + at, line, lines.whole[number]))
