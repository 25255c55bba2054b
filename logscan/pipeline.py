"""From bytes to a report: the rooms in order. Newcomers start here.

    sources -> prefilter -> records -> parsers -> detect -> diagnose -> report

`scan` reads everything and reports once; `watch` reads a pipe and gives each incident as soon as
its deciding line is there. Both use the same rooms, and batch is a stream that ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from logscan import __version__, parsers, rulebook, sources
from logscan.detect import facts as facts_of
from logscan.detect.correlate import Correlator
from logscan.detect.intake import Bounds, Intake
from logscan.detect.scans import Scans
from logscan.detect.tally import Tally
from logscan.diagnose import Diagnosis
from logscan.model import Block, Incident, Report, SourceSummary, Unreadable
from logscan.parsers import settings
from logscan.records import IN_ONE_LINE
from logscan.report import build
from logscan.report.news import News, Rhythm
from logscan.report.spans import Span
from logscan.rulebook import Rulebook
from logscan.sources.arriving import Arrivals

if TYPE_CHECKING:
    from logscan.ahead import Jobs

DEMO = "render-smtp-cors"
IDLE_SECONDS = 0.1
"""After so long without a line, a record is taken as whole; longer than lines gather."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to scan; the names are those of the command line."""

    since: str | None = None
    until: str | None = None
    service: str | None = None
    log_format: str | None = None
    tz: str | None = None
    rules: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    strict: bool = False
    fast: bool = True
    jobs: int = 1
    """In how many processes large files are scanned; 0 for one on each core. Beside other threads
    it is one."""


class Progress(NamedTuple):
    """How far a scan is: raw bytes read, of how many where known, in which source."""

    read: int
    size: int | None
    source: str
    incidents: Callable[[], int]
    """Counts the incidents so far; not for every block, since all are worked out for it."""


def load_rules(options: Options) -> Rulebook:
    """The built-in pack with what the options add and take away."""
    folders = [Path(folder) for folder in options.rules]
    return rulebook.ready(folders, options.disable, parsers.byte_factors)


class Interrupted(KeyboardInterrupt):
    """The user stopped the scan; `report` says what was found until then."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__()


class Scan:
    """One scan in progress: what its sources have left behind so far."""

    def __init__(self, rules: Rulebook, options: Options) -> None:
        self.rules = rules
        self.options = options
        self.span = Span.read(options.since, options.until)
        self.tally = Tally()
        self.scans = Scans(rules, fast=options.fast)
        self.intakes: list[tuple[Intake, sources.Source]] = []
        self.unreadable: list[Unreadable] = []
        self.jobs: Jobs | None = None
        """How several processes share the work, if not as usual."""
        self.context, self._remarks = settings.read(options.context)

    def open(self, source: sources.Source, head: bytes) -> Intake:
        """Begin a source, whose format is decided from its head."""
        form = parsers.sniff(
            head, tz=self.options.tz, log_format=self.options.log_format, year=self.span.year
        )
        intake = Intake(
            source.name,
            len(self.intakes),
            head,
            form,
            self.rules,
            self.scans,
            self.tally,
            Bounds(self.span.since, self.span.until),
            self.options.service or "",
        )
        self.intakes.append((intake, source))
        return intake

    def read(self, source: sources.Source, progress: Callable[[Progress], None] | None) -> None:
        """Take a whole source in."""
        intake = self.open(source, source.head())
        with closing(self._blocks(source, intake)) as blocks:
            for block in blocks:
                intake.feed(block)
                if progress is not None:
                    progress(Progress(source.read, source.size, source.name, self._count))
        intake.flush()

    def _blocks(self, source: sources.Source, intake: Intake) -> Generator[Block, None, None]:
        # Prose is not scanned as it stands, and what lies in one line cannot be shared.
        if self.options.jobs == 1 or intake.form.prose or intake.cut.name == IN_ONE_LINE:
            return source.blocks()
        from logscan.ahead import Jobs  # only who asks for it pays for it

        jobs = self.jobs or Jobs(self.options.jobs)
        return jobs.blocks(source, intake.scan.prefilter, lambda: not intake.is_in_storm)

    def _count(self) -> int:
        return len(self.incidents())

    def incidents(self) -> tuple[Incident, ...]:
        """What the log says so far."""
        return self.diagnosis().incidents()

    def diagnosis(self) -> Diagnosis:
        """What incidents are told from, as far as the sources were read."""
        for intake, _ in self.intakes:
            intake.settle()
        ends = {intake.number: intake.end() for intake, _ in self.intakes}
        tally = self.span.cut(self.tally, [end.time for end in ends.values()])
        known = (
            *self.context,
            *facts_of.platforms(self._platforms()),
            *settings.expanded(facts_of.facts(tally, self.rules)),
        )
        last = {str(number): end.time for number, end in ends.items() if end.time is not None}
        return Diagnosis(
            Correlator(tally, self.rules, ends),
            self.rules,
            known,
            facts_of.deploys(tally, self.rules),
            last,
        )

    def _platforms(self) -> list[tuple[SourceSummary, str]]:
        return [(intake.summary(()), intake.form.platform) for intake, _ in self.intakes]

    def report(self) -> Report:
        """Everything that is said about the scan."""
        diagnosis = self.diagnosis()
        tally = diagnosis.correlator.tally
        read = tuple(intake.summary(tuple(source.problems)) for intake, source in self.intakes)
        return Report(
            version=__version__,
            pack="builtin",
            rules_sha=self.rules.sha,
            sources=read,
            unreadable=tuple(self.unreadable),
            incidents=diagnosis.incidents(),
            facts=tuple(diagnosis.facts),
            limits=(
                *build.limits(tally, read, fast=self.scans.fast),
                *build.reading_limits(
                    self.options.service or "",
                    sum(intake.others for intake, _ in self.intakes),
                    sum(intake.framer.clipped for intake, _ in self.intakes),
                    sum(intake.dating.late for intake, _ in self.intakes),
                ),
                *self._remarks,
            ),
            deploys=tuple(diagnosis.deploys),
            unexplained=build.unexplained(tally),
            rates=build.rates(tally.paces),
        )


def scan(
    paths: Sequence[str],
    options: Options | None = None,
    *,
    stdin: BinaryIO | None = None,
    progress: Callable[[Progress], None] | None = None,
    rules: Rulebook | None = None,
) -> Report:
    """Read everything that `paths` name and report once.

    Raises UsageError for paths that do not exist and RuleError for rules that cannot be used.
    """
    options = options or Options()
    going = Scan(rules or load_rules(options), options)
    try:
        named = sources.discover(paths, stdin=stdin)
        going.tally.several = len(named) > 1
        for found in named:
            if isinstance(found, Unreadable):
                going.unreadable.append(found)
            else:
                going.read(found, progress)
    except KeyboardInterrupt:
        raise Interrupted(going.report()) from None
    return going.report()


def watch(
    stream: BinaryIO,
    options: Options | None = None,
    *,
    rules: Rulebook | None = None,
    clock: Callable[[], float] = time.time,
) -> Generator[Incident, None, bool]:
    """Read a pipe to its end; give each incident when its deciding line is there, and again when
    more is known about it. The generator's own value is whether anything was read.

    The time of arrival stands in for stamps where the log has none.
    """
    options = options or Options()
    going = Scan(rules or load_rules(options), options)
    source = next(iter(sources.discover(["-"], stdin=stream, live=True)))
    if isinstance(source, Unreadable):
        return False
    lines, news, rhythm = Arrivals(source), News(), Rhythm()
    intake, wait = None, None
    while not lines.ended:
        block = lines.take(wait)
        if block is not None:
            intake = intake or going.open(source, source.head() or block.data)
            intake.dating.arrival = clock()
            rhythm.stale |= intake.feed(block)
        elif intake is not None:
            rhythm.stale |= intake.flush()
        now = time.monotonic()
        if rhythm.due(now):
            found = going.incidents()
            rhythm.done(found, now, time.monotonic())
            yield from news.of(found)
        wait = rhythm.left(now) if block is None else IDLE_SECONDS
    if intake is not None:
        yield from news.of(going.incidents())
    return intake is not None


def demo_path() -> Path:
    """The sample that `logscan demo` shows."""
    packed = Path(__file__).parent / "demo"
    checkout = Path(__file__).parent.parent / "sample_logs" / "incidents" / DEMO / "incident"
    return packed if packed.is_dir() else checkout


__all__ = ["Options", "Progress", "Scan", "demo_path", "load_rules", "scan", "watch"]
