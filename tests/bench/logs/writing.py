"""Logs on disk: as they are, compressed, or as a folder of small files; made once and kept."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tests.bench.logs.text import Text

GZIP = "gzip"
FOLDER = "many-files"
FILE_BYTES = 20_000
GZIP_LEVEL = 6
EXPORTS = ("ndjson", "pretty-array", "line-array")


class Log(NamedTuple):
    """A log on disk, and how much text it holds (uncompressed)."""

    kind: str
    path: Path
    text_bytes: int
    entries: int
    """Lines, or what an export holds one of for each entry."""


@cache
def _edition() -> str:
    """A short name for the generators as they are, so that logs of earlier ones are not taken."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def written(kind: str, size: int, text: Text, folder: Path) -> Log:
    """The log of a kind and size in `folder`, written from `text` where it is not there yet."""
    suffix = {GZIP: ".log.gz", FOLDER: ""}.get(kind, ".json" if "array" in kind else ".log")
    path = folder / f"{kind}-{size}.{_edition()}{suffix}"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{path.name}.{os.getpid()}.part"
        {GZIP: _gzip, FOLDER: _files}.get(kind, _file)(part, text)
        for old in folder.glob(f"{kind}-{size}.*"):
            if old != part and not old.name.endswith(".part"):
                _remove(old)
        part.rename(path)
    return _measured(kind, path)


def _remove(path: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _file(path: Path, text: Text) -> None:
    with path.open("wb") as out:
        out.writelines(text)


def _gzip(path: Path, text: Text) -> None:
    """Without a name and a time inside, so that the same text gives the same bytes."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", GZIP_LEVEL, raw, mtime=0) as out,
    ):
        for chunk in text:
            out.write(chunk)


def _files(path: Path, text: Text) -> None:
    """A folder of files of about 20 KB, each going on where the one before it ends."""
    path.mkdir()
    number, rest = 0, b""
    for chunk in text:
        rest += chunk
        while len(rest) > FILE_BYTES:
            cut = rest.rindex(b"\n", 0, FILE_BYTES) + 1
            (path / f"app-{number:05d}.log").write_bytes(rest[:cut])
            number, rest = number + 1, rest[cut:]
    if rest:
        (path / f"app-{number:05d}.log").write_bytes(rest)


def _measured(kind: str, path: Path) -> Log:
    """Reads all of it, so that it is in the cache of the system for what is timed next."""
    unit = b'"insertId"' if kind.startswith(EXPORTS) else b"\n"
    size = entries = 0
    tail = b""
    for chunk in _chunks(path):
        size += len(chunk)
        entries += (tail + chunk).count(unit)
        tail = chunk[len(chunk) - len(unit) + 1 :]
    return Log(kind, path, size, entries)


def _chunks(path: Path) -> Iterator[bytes]:
    for found in sorted(path.iterdir()) if path.is_dir() else (path,):
        with gzip.open(found) if found.suffix == ".gz" else found.open("rb") as file:
            yield from _read(file)  # type: ignore[arg-type]  # a GzipFile reads as a file does


def _read(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(1 << 20):
        yield chunk
