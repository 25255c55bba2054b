"""What a file is, told by its first bytes, and the members of an archive, one source each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from logscan.sources.compression import MAGIC_SIZE, expanded, sniff
from logscan.sources.gunzip import Note
from logscan.sources.readers import Reader, peeled

TAR_BLOCK = 512
_CHECKSUM = slice(148, 156)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


class Member(NamedTuple):
    """One file in an archive."""

    name: str
    size: int
    opened: Callable[[], Reader]


def kind(raw: bytes, unpacked: bytes) -> str | None:
    """zip or tar, or None: told from a file's first bytes and the same unpacked."""
    if raw.startswith(_ZIP):
        return "zip"
    if not _may_be_tar(unpacked):
        return None
    import tarfile  # slow to import, and few files are asked this

    try:
        tarfile.TarInfo.frombuf(unpacked[:TAR_BLOCK], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return None
    return "tar"


def _may_be_tar(unpacked: bytes) -> bool:
    """Whether a number stands where the header of a tar's first member has its checksum."""
    field = unpacked[_CHECKSUM]
    return field[:1] in (b"\x80", b"\xff") or field.partition(b"\0")[0].strip().isdigit()


def members(what: str, path: str, note: Note) -> Iterator[Member]:
    """The files in the archive at `path`, in its order; `note` says where a listing breaks off."""
    from logscan.sources import unarchiving  # with it come the packages that know both kinds

    return unarchiving.members(what, path, note)


def beginnings(chunks: Iterable[bytes], size: int) -> tuple[bytes, bytes]:
    """The first bytes of a file as they are (enough to tell its kind), and `size` unpacked."""
    raw, rest = peeled(chunks, MAGIC_SIZE)
    if sniff(raw) is None:
        unpacked, _ = peeled(rest, size)
        return raw, unpacked
    return raw, peeled(expanded(rest, lambda _: None), size)[0]
