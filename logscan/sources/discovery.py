"""Paths, folders, globs and `-`, as the user typed them -> sources, complaints all at once."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from logscan.errors import UsageError
from logscan.model import Unreadable
from logscan.sources.archives import Member, beginnings, kind, members
from logscan.sources.encodings import binary
from logscan.sources.readers import PATIENT_SECONDS, SETTLE_SECONDS, Pipe, Reader, pieces, reason
from logscan.sources.source import Source

LOOK = 8 << 10
_NO_LOGS = frozenset(
    [
        ".md",
        ".rst",
        ".yaml",
        ".yml",
        ".toml",
        ".ini",
        ".cfg",
        ".py",
        ".pyi",
        ".js",
        ".ts",
        ".css",
        ".html",
        ".htm",
        ".sh",
        ".sql",
        ".lock",
    ]
)
"""What is read when it is named, but not taken for a log when it lies in a folder."""
_SKIPPED_FOLDERS = frozenset(("__pycache__", "node_modules", "__MACOSX", "CVS"))

Found = Source | Unreadable


def discover(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, live: bool = False
) -> list[Found]:
    """The sources that `paths` name, in that order, folders sorted, each file once.

    A path is a file, a folder (everything in it but hidden things, version control and binaries),
    an archive, a glob that the shell left alone (`**` goes into folders), or `-` for `stdin`.
    Of `live` pipes each line is given as it comes; otherwise their beginning is waited for.
    UsageError names all paths that do not exist and all globs that match nothing.
    """
    named, missing = _named(paths)
    if missing:
        raise UsageError("\n".join(missing))
    found: list[Found] = []
    seen: set[str] = set()
    for path in named:
        found.extend(_standard_input(stdin, live) if path == "-" else _at(path, seen))
    return found


def _named(paths: Sequence[str]) -> tuple[list[str], list[str]]:
    """Paths with globs resolved, and one complaint for each that leads nowhere."""
    named: list[str] = []
    missing: list[str] = []
    for path in paths:
        if path == "-" or os.path.lexists(path):
            named.append(path)
        elif glob.has_magic(path):
            matches = sorted(glob.glob(path, recursive=True))
            named.extend(matches)
            missing.extend([] if matches else [f"nothing matches '{path}'"])
        else:
            missing.append(f"'{path}' does not exist{_near(path)}")
    return named, missing


def _near(path: str) -> str:
    folder, name = os.path.split(path.rstrip("/\\"))
    try:
        names = os.listdir(folder or ".")
    except OSError:
        return ""
    import difflib  # only for who mistypes

    near = difflib.get_close_matches(name, names, 1)
    return f" (did you mean '{os.path.join(folder, near[0])}'?)" if near else ""


def _standard_input(stdin: BinaryIO | None, live: bool) -> Iterator[Found]:
    stream = stdin if stdin is not None else sys.stdin.buffer
    pipe = Pipe(stream, patience=SETTLE_SECONDS if live else PATIENT_SECONDS)
    yield Source("stdin", lambda: pipe, live=True)


def _at(path: str, seen: set[str]) -> Iterator[Found]:
    """What lies at a path that exists."""
    if os.path.isdir(path):
        yield from _in_folder(path, seen)
    elif _new(path, seen):
        yield from _file(path)


def _new(path: str, seen: set[str]) -> bool:
    real = os.path.realpath(path)
    if real in seen:
        return False
    seen.add(real)
    return True


def _in_folder(folder: str, seen: set[str]) -> Iterator[Found]:
    """Everything below `folder`; binaries are passed over and named in one remark."""
    failed: list[Unreadable] = []
    passed_over: list[str] = []
    for root, folders, names in os.walk(
        folder, onerror=lambda error: failed.append(_failed(error))
    ):
        folders[:] = sorted(name for name in folders if _wanted(name))
        for name in sorted(filter(_wanted, names)):
            path = os.path.join(root, name)
            if not os.path.isfile(path) or not _new(path, seen):
                continue
            for found in _file(path):
                if isinstance(found, Unreadable) and found == _binary(path):
                    passed_over.append(os.path.relpath(path, folder))
                else:
                    yield found
    yield from failed
    if passed_over:
        count = "1 binary file" if len(passed_over) == 1 else f"{len(passed_over):,} binary files"
        yield Unreadable(folder, f"{count} passed over, such as {passed_over[0]}")


def _wanted(name: str) -> bool:
    return (
        not name.startswith(".")
        and name not in _SKIPPED_FOLDERS
        and os.path.splitext(name)[1].lower() not in _NO_LOGS
    )


def _failed(error: OSError) -> Unreadable:
    return Unreadable(str(error.filename or "?"), reason(error))


def _binary(name: str) -> Unreadable:
    return Unreadable(name, "binary file")


def _file(path: str) -> Iterator[Found]:
    """A file that is no folder: itself, its members, or why it cannot be read."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            stream = open(path, "rb", buffering=0)  # noqa: SIM115 (a pipe lasts as we do)
            pipe = Pipe(stream, ours=True, patience=PATIENT_SECONDS)
            yield Source(path, lambda: pipe, live=True)
            return
        with open(path, "rb", buffering=0) as file:
            raw, unpacked = beginnings(pieces(file, LOOK), LOOK)
    except OSError as error:
        yield Unreadable(path, reason(error))
        return
    if what := kind(raw, unpacked):
        yield from _archive(what, path)
    elif binary(unpacked):
        yield _binary(path)
    else:
        yield Source(path, _opener(path), size=status.st_size, seekable=True)


def _opener(path: str) -> Callable[[], Reader]:
    return lambda: open(path, "rb", buffering=0)


def _archive(what: str, path: str) -> Iterator[Found]:
    damages: list[str] = []
    any_member = False
    for member in members(what, path, damages.append):
        if not all(_wanted(part) for part in member.name.split("/") if part not in (".", "..")):
            continue
        any_member = True
        yield _member(f"{path}!{member.name}", member)
    if damages or not any_member:
        yield Unreadable(path, damages[0] if damages else f"empty {what} archive")


def _member(name: str, member: Member) -> Found:
    if not member.size:
        return Unreadable(name, "empty archive member")
    try:
        reader = member.opened()
    except OSError as error:
        return Unreadable(name, reason(error))
    try:
        raw, unpacked = beginnings(pieces(reader, LOOK), LOOK)
    except OSError:
        return Source(name, member.opened, size=member.size)
    finally:
        reader.close()
    if kind(raw, unpacked):
        return Unreadable(name, "an archive inside an archive; unpack it first")
    return _binary(name) if binary(unpacked) else Source(name, member.opened, size=member.size)
