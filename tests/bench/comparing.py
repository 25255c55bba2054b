"""One log, timed with logscan and its peers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.bench import measure, peers
from tests.bench.logs import Log, write
from tests.bench.measure import Timing
from tests.bench.peers import MIB, Peer, Program

OWN = "logscan"


class Case(NamedTuple):
    """A log with its name and the times of those who read it, logscan first."""

    name: str
    log: Log
    timings: dict[str, Timing]


@dataclass
class Bench:
    """What all measurements share."""

    data: Path
    """Where logs are kept."""
    program: Program
    peers: tuple[Peer, ...]
    rounds: int
    limit: float
    """Seconds after which a process is killed."""
    scale: float = 1.0
    """All sizes are multiplied by this."""
    peaks: dict[str, float] = field(default_factory=dict)
    """The highest memory of logscan for each case, in 10^6 bytes."""

    def log(self, name: str) -> tuple[str, Log]:
        """The log that `KIND:MIB` names, and that name as it is measured."""
        kind, _, mib = name.partition(":")
        size = float(mib or 16) * self.scale
        return f"{kind}:{size:g}", write(kind, int(size * MIB), self.data)

    def case(self, name: str, against: Collection[str] | None = None) -> Case:
        """Time a case against the named peers (default: all that fit)."""
        name, log = self.log(name)
        commands = {OWN: self.program.scan(log.path)}
        for peer, command in peers.fitting(self.peers, log):
            if against is None or peer in against:
                commands[peer] = self.program.pinned(command)
        case = Case(name, log, measure.interleaved(commands, self.rounds, self.limit))
        self.peaks[name] = max(self.peaks.get(name, 0.0), case.timings[OWN].peak_mb)
        return case
