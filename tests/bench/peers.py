"""The commands that a log is timed with: logscan, and the peers that this machine has."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.logs import FOLDER, GZIP, Log

MIB = 1 << 20
ANY_SIZE = 1 << 20
"""More MiB than any log here has."""
WORDS = "WORKER TIMEOUT|Traceback|ERROR"
SEC_RULES = Path(__file__).parent / "peers.sec.conf"
ONE_CORE = ("taskset", "-c", "0")


class Program(NamedTuple):
    """How logscan is called, and the Python that runs it."""

    command: tuple[str, ...] = (sys.executable, "-m", "logscan")
    python: str = sys.executable
    jobs: int = 0
    one_core: bool = False
    """Whether it and its peers are pinned to one core."""

    @classmethod
    def of(cls, command: str) -> Program:
        """An installed one, such as `.venv/bin/logscan`; its Python stands beside it."""
        words = tuple(shlex.split(command))
        beside = Path(shutil.which(words[0]) or words[0]).parent / "python"
        return cls(words, str(beside) if beside.exists() else sys.executable)

    def pinned(self, command: Sequence[str]) -> list[str]:
        """A command, on one core if that is wished."""
        return [*(ONE_CORE if self.one_core else ()), *command]

    def scan(self, path: Path, *more: str) -> list[str]:
        """A scan of a log."""
        jobs = ("--jobs", str(self.jobs)) if self.jobs else ()
        words = (*self.command, "scan", "--format", "json", *jobs, *more, str(path))
        return self.pinned(words)


class Peer(NamedTuple):
    """A program to compare with: how it reads a log, and up to which size it is not absurd."""

    name: str
    needs: str
    command: Callable[[str], list[str]]
    kinds: frozenset[str] = frozenset()
    """Only these kinds of log; empty: every kind that is one plain file."""
    most_mib: int = ANY_SIZE
    by_line: bool = False
    """It keeps each line whole or runs patterns over it, so that giant lines are not for it."""


def all_peers(patterns: Path) -> tuple[Peer, ...]:
    """`patterns` is a file with one literal a line."""
    search = ["-a", "-j1", "-F", "-c", "-f", str(patterns)]
    gzipped, folders = frozenset({GZIP}), frozenset({FOLDER})
    return (
        Peer("ripgrep", "rg", lambda path: ["rg", *search, path]),
        Peer("ripgrep", "rg", lambda path: ["rg", "-z", *search, path], gzipped),
        Peer("ripgrep", "rg", lambda path: ["rg", "-uu", *search, path], folders),
        Peer("grep, same literals", "grep", lambda path: _c_grep(patterns, path), most_mib=256),
        Peer("grep, 3 words", "grep", lambda path: ["grep", "-aEc", WORDS, path]),
        Peer("grep, 3 words", "grep", lambda path: ["grep", "-raEc", WORDS, path], folders),
        Peer("zcat", "zcat", lambda path: ["zcat", path], gzipped),
        Peer("lnav", "lnav", _lnav, most_mib=256, by_line=True),
        Peer("SEC", "sec", _sec, most_mib=64, by_line=True),
        Peer("wc -l", "wc", lambda path: ["wc", "-l", path]),
    )


def _c_grep(patterns: Path, path: str) -> list[str]:
    return ["env", "LC_ALL=C", "grep", "-a", "-F", "-c", "-f", str(patterns), path]


def _lnav(path: str) -> list[str]:
    """Without a screen; it reads, filters and prints what is left."""
    return ["lnav", "-n", "-c", f":filter-in {WORDS}", path]


def _sec(path: str) -> list[str]:
    return ["sec", f"--conf={SEC_RULES}", f"--input={path}", "--notail", "--nointevents"]


HUGE_LINES = ("line-array", "giant-line")


def missing(peers: Sequence[Peer]) -> list[str]:
    """The names of peers that this machine does not have."""
    return list(dict.fromkeys(peer.name for peer in peers if not shutil.which(peer.needs)))


def left_out(peers: Sequence[Peer]) -> Iterator[str]:
    """What is said before measuring about peers that will not be there, or not always."""
    for name in missing(peers):
        yield f"{name} is not on this machine and left out"
    for peer in peers:
        if peer.most_mib < ANY_SIZE and shutil.which(peer.needs):
            yield f"{peer.name} is left out where a log is larger than {peer.most_mib} MiB"


def fitting(peers: Sequence[Peer], log: Log) -> Iterator[tuple[str, list[str]]]:
    """The commands of the peers that are here and can read this log in reasonable time."""
    for peer in peers:
        kinds = {log.kind} - {GZIP, FOLDER} if not peer.kinds else peer.kinds & {log.kind}
        huge = peer.by_line and log.kind.startswith(HUGE_LINES)
        small = log.text_bytes <= peer.most_mib * MIB * 1.01
        if kinds and small and not huge and shutil.which(peer.needs):
            yield peer.name, peer.command(str(log.path))
