"""Members of zip and tar files, streamed.

A packed tar is listed in one pass; members that are read in their order share a second one.
"""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator

from logscan.sources.archives import Member
from logscan.sources.compression import expanded
from logscan.sources.gunzip import Note
from logscan.sources.readers import Reader, pieces

STEP = 1 << 18
PARKED = 2
_BROKEN = (
    tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
    ValueError,
)  # fmt: skip


def members(what: str, path: str, note: Note) -> Iterator[Member]:
    """The files in the archive at `path`, in its order; `note` says where a listing breaks off."""
    try:
        yield from _zip_members(path) if what == "zip" else _tar_members(path, note)
    except _BROKEN as error:
        note(f"the archive is damaged ({error})")


class _Unzipping:
    """A zip member as a reader whose damage is an OSError, as it is for a file."""

    def __init__(self, path: str, name: str) -> None:
        try:
            self._archive = zipfile.ZipFile(path)
            self._member = self._archive.open(name)
        except _BROKEN as error:
            raise OSError(str(error)) from error

    def read(self, size: int, /) -> bytes:
        try:
            return self._member.read(size)
        except _BROKEN as error:
            raise OSError(str(error)) from error

    def close(self) -> None:
        self._member.close()
        self._archive.close()


def _zip_members(path: str) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
    for info in infos:
        yield Member(info.filename, info.file_size, _unzipping(path, info.filename))


def _unzipping(path: str, name: str) -> Callable[[], Reader]:
    return lambda: _Unzipping(path, name)


class _Stream:
    """Unpacked bytes of a file with a position, read forwards only."""

    def __init__(self, path: str, note: Note) -> None:
        self._file = open(path, "rb", buffering=0)  # noqa: SIM115 (closed by `close`)
        self._chunks: Iterator[bytes] = expanded(pieces(self._file, STEP), note)
        self._rest = memoryview(b"")
        self.position = 0

    def read(self, size: int, /) -> bytes:
        """Exactly `size` bytes where there are so many, as tarfile wants it."""
        taken: list[memoryview] = []
        while size > 0 and (piece := self._some(size)):
            taken.append(piece)
            size -= len(piece)
        return b"".join(taken)

    def _some(self, size: int) -> memoryview:
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            self._rest = memoryview(chunk)
        piece, self._rest = self._rest[:size], self._rest[size:]
        self.position += len(piece)
        return piece

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int) -> None:
        """Forwards only, which is all that listing a sound tar needs."""
        if offset < self.position:
            raise tarfile.StreamError("seeking backwards is not allowed")
        self.skip_to(offset)

    def skip_to(self, offset: int) -> None:
        while self.position < offset and self._some(offset - self.position):
            pass

    def close(self) -> None:
        self._file.close()

    def __del__(self) -> None:
        self.close()


def _position(stream: _Stream) -> int:
    return stream.position


class _Tar:
    """Lends streams over a tar to its members, so that it is not unpacked anew for each.

    Two are kept: one that looks at a member's head and one that follows with its blocks.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._parked: list[_Stream] = []
        self.remarks: list[str] = []

    def lent(self, offset: int) -> _Stream:
        """A stream that stands at `offset`."""
        behind = [stream for stream in self._parked if stream.position <= offset]
        if behind:
            stream = max(behind, key=_position)
            self._parked.remove(stream)
        else:
            self.remarks.clear()
            stream = _Stream(self._path, self.remarks.append)
        stream.skip_to(offset)
        return stream

    def park(self, stream: _Stream) -> None:
        """Take a stream back."""
        self._parked.append(stream)
        if len(self._parked) > PARKED:
            last = min(self._parked, key=_position)
            self._parked.remove(last)
            last.close()


class _Untarring:
    """A tar member as a reader; where the archive ends too early it is an OSError."""

    def __init__(self, tar: _Tar, offset: int, size: int) -> None:
        self._tar = tar
        self._stream = tar.lent(offset)
        self._left = size

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(min(size, self._left))
        self._left -= len(data)
        if not data and self._left and size:
            said = "; ".join(self._tar.remarks) or "the archive breaks off"
            raise OSError(said)
        return data

    def close(self) -> None:
        self._tar.park(self._stream)


def _tar_members(path: str, note: Note) -> Iterator[Member]:
    tar = _Tar(path)
    stream = _Stream(path, note)
    try:
        with tarfile.open(fileobj=stream, mode="r:") as listing:  # type: ignore[call-overload]  # any reader will do
            for info in listing:
                if info.isreg():
                    yield Member(info.name, info.size, _untarring(tar, info))
    finally:
        stream.close()


def _untarring(tar: _Tar, info: tarfile.TarInfo) -> Callable[[], Reader]:
    offset, size = info.offset_data, info.size
    return lambda: _Untarring(tar, offset, size)
