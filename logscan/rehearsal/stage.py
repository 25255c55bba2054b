"""Text through the pipeline, from bytes, as if it were a file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from logscan import parsers, pipeline, sources
from logscan.detect.correlate import Correlator
from logscan.model import Block, Event, Fact, Finding, Incident
from logscan.prefilter import Found, Prefilter
from logscan.records import Framer, cutter
from logscan.rulebook import Rulebook

PLATFORM = "cloud.platform"


@dataclass(frozen=True, slots=True)
class Played:
    """What a scan found."""

    incidents: tuple[Incident, ...]
    correlator: Correlator = field(repr=False)

    @property
    def findings(self) -> list[Finding]:
        """The findings of all incidents."""
        return [finding for incident in self.incidents for finding in incident.findings]

    @property
    def causes(self) -> list[str]:
        """The ids of the named causes."""
        return [incident.cause.id for incident in self.incidents if incident.cause is not None]


class Stage:
    """A rulebook ready to play many small scans: its scan for literals is made once."""

    def __init__(self, rules: Rulebook) -> None:
        self.rules = rules
        self.scans = pipeline.Scan(rules, pipeline.Options()).scans

    def play(self, texts: Mapping[str, bytes], platform: str = "") -> Played:
        """Scan texts by name, each as one source."""
        named = (_in_memory(name, data) for name, data in texts.items())
        return self._play(named, (Fact(PLATFORM, platform, "", 0, None),) if platform else ())

    def play_files(self, paths: Iterable[str]) -> Played:
        """Scan files and folders."""
        found = sources.discover(list(paths))
        return self._play((each for each in found if isinstance(each, sources.Source)), ())

    def _play(self, given: Iterable[sources.Source], context: tuple[Fact, ...]) -> Played:
        scan = pipeline.Scan(self.rules, pipeline.Options())
        scan.scans = self.scans
        scan.context = context
        for source in given:
            scan.read(source, None)
        diagnosis = scan.diagnosis()
        return Played(diagnosis.incidents(), diagnosis.correlator)


class _EveryEntry(Prefilter):
    """A scan that takes every line for relevant."""

    def __init__(self) -> None:
        super().__init__((), fast=False)

    def scan(self, data: bytes, shift: int = 0) -> list[Found]:
        """The last byte of each line that is not empty."""
        found: list[Found] = []
        at = shift
        for line in data.split(b"\n"):
            if line.strip():
                found.append((at + len(line.rstrip()) - 1, 0))
            at += len(line) + 1
        return found


def events(text: str) -> list[Event]:
    """Every entry of a piece of log, read: also those that no rule looks at."""
    data = text.encode("utf-8", "replace")
    form = parsers.sniff(data[: sources.HEAD_SIZE])
    framer = Framer("", cutter(data[: sources.HEAD_SIZE]), form.peel, _EveryEntry())
    framed = chain(framer.feed(Block(data)), framer.flush())
    return [form.event(each.record, each.parts) for each in framed]


def lines(paths: Iterable[str]) -> Iterator[bytes]:
    """The raw lines of files and folders, unpacked."""
    for source in sources.discover(list(paths)):
        if isinstance(source, sources.Source):
            for block in source.blocks():
                yield from block.data.splitlines()


def _in_memory(name: str, data: bytes) -> sources.Source:
    return sources.Source(name, lambda: io.BytesIO(data), size=len(data))
