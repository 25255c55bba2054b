"""What is remembered of lines that repeat: their form, the groups in it, and how far it is learnt."""

from __future__ import annotations

from logscan.detect.forms import Form
from logscan.detect.match import Outcome
from logscan.detect.shapes import shape
from logscan.detect.tally import Tail
from logscan.model import Event


class Group:
    """Lines of one form that mean the same."""

    __slots__ = ("clock", "high", "hour", "low", "minute", "outcome", "run", "shape", "tail")

    def __init__(self, outcome: Outcome, event: Event, tail: Tail) -> None:
        self.outcome = outcome
        self.clock = event.clock
        self.shape = shape(event) if outcome.is_unexplained else None
        self.tail = tail
        self.hour = -1.0
        """The last hour in which there was nothing to look at."""
        self.minute = 0.0
        self.run = 0
        """Lines of that minute that were not handed on yet."""
        self.low = float("inf")
        self.high = float("-inf")


Forms = dict[bytes, list[Form[Group]]]


class Sketch:
    """What was seen of lines that differ in tokens only."""

    __slots__ = ("form", "hopeless", "seen", "tokens", "varied")

    def __init__(self, tokens: tuple[bytes, ...]) -> None:
        self.tokens = tokens
        self.varied: set[int] = set()
        self.seen = 0
        self.form: Form[Group] | None = None
        self.hopeless = False

    def saw(self, tokens: tuple[bytes, ...]) -> int:
        """Take note of another line; gives how many there were."""
        self.varied.update(n for n, token in enumerate(tokens) if token != self.tokens[n])
        self.seen += 1
        return self.seen
