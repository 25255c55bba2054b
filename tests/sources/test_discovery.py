"""What a path may be: file, folder, glob, archive, nothing."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from logscan.errors import UsageError
from logscan.sources import Source, Unreadable, discover
from tests.sources.conftest import Write, text


def _tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _names(found: list[Source | Unreadable]) -> list[str]:
    return [item.name for item in found if isinstance(item, Source)]


def test_folders_are_walked_in_order(write: Write, tmp_path: Path) -> None:
    """Hidden things and version control are left out, binaries are named in one remark."""
    for name in ("b.log", "a/z.log", "a/c.txt", ".git/config", ".hidden", "node_modules/x.js"):
        write(name, b"text\n")
    write("picture.dat", b"\x89PNG\r\n\x1a\n" + bytes(100))
    write("noise.bin", bytes(range(256)) * 20)
    write("empty.log", b"")
    found = discover([str(tmp_path)])
    assert _names(found) == [
        str(tmp_path / name) for name in ("b.log", "empty.log", "a/c.txt", "a/z.log")
    ]
    remark = Unreadable(str(tmp_path), "2 binary files passed over, such as noise.bin")
    assert found[-1] == remark


def test_globs_that_the_shell_left_alone(write: Write, tmp_path: Path) -> None:
    """`**` goes into folders; a file that is named twice is read once."""
    paths = [write("x/1.log", b"1\n"), write("x/y/2.log", b"2\n")]
    assert _names(discover([str(tmp_path / "**" / "*.log"), paths[0]])) == paths


def test_all_paths_that_lead_nowhere_are_named_at_once(write: Write, tmp_path: Path) -> None:
    """With the near file name that was perhaps meant."""
    near = write("worker.log", b"1\n")
    wrong = [str(tmp_path / "wroker.log"), str(tmp_path / "none" / "x"), str(tmp_path / "*.json")]
    with pytest.raises(UsageError) as complaint:
        discover([near, *wrong])
    assert str(complaint.value).splitlines() == [
        f"'{wrong[0]}' does not exist (did you mean '{near}'?)",
        f"'{wrong[1]}' does not exist",
        f"nothing matches '{wrong[2]}'",
    ]


def test_binary_and_forbidden_files_say_why(write: Write) -> None:
    """A named binary is unreadable; an empty file is a source without bytes."""
    assert discover([write("a.png", b"\x89PNG\r\n")]) == [
        Unreadable(write("a.png", b"\x89PNG\r\n"), "binary file")
    ]
    (empty,) = discover([write("e.log", b"")])
    assert isinstance(empty, Source)
    assert list(empty.blocks()) == []
    assert empty.head() == b""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(write: Write) -> None:
    """The reason is the system's."""
    path = write("a.log", b"x\n")
    os.chmod(path, 0)
    assert discover([path]) == [Unreadable(path, "permission denied")]


FILES = {
    "logs/web.log": b"web line\n" * 20_000,
    "logs/old.gz": gzip.compress(b"old line\n" * 30_000),
    "logs/empty.log": b"",
    "logs/.hidden": b"hidden\n",
    "logs/last.log": b"last line\n",
}


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, zstandard.compress])
def test_tar_members_are_sources(pack: object, write: Write) -> None:
    """In any compression, told by content, in any order of reading, heads before or between."""
    assert callable(pack)
    path = write("export", pack(_tar(FILES)))
    found = discover([path])
    assert _names(found) == [f"{path}!logs/{name}" for name in ("web.log", "old.gz", "last.log")]
    assert Unreadable(f"{path}!logs/empty.log", "empty archive member") in found
    sources = [item for item in found if isinstance(item, Source)]
    assert [source.head()[:5] for source in sources] == [b"web l", b"old l", b"last "]
    want = [FILES["logs/web.log"], b"old line\n" * 30_000, b"last line\n"]
    assert [text(source) for source in reversed(sources)] == want[::-1]
    again = [item for item in discover([path]) if isinstance(item, Source)]
    assert [(source.head()[:3], text(source)) for source in again] == [(t[:3], t) for t in want]
    assert [source.problems for source in sources] == [[], [], []]


def test_zip_members_are_sources(write: Write) -> None:
    """The same for zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
    path = write("export.dat", out.getvalue())
    sources = [item for item in discover([path]) if isinstance(item, Source)]
    assert [source.name for source in sources] == [
        f"{path}!logs/{name}" for name in ("web.log", "old.gz", "last.log")
    ]
    assert text(sources[0]) == FILES["logs/web.log"]
    assert sources[0].read == sources[0].size
    assert text(sources[1]) == b"old line\n" * 30_000


def test_broken_archives_say_so(write: Write) -> None:
    """A cut-off tar gives its members as far as they go; a cut-off zip is unreadable."""
    noise = os.urandom(50_000).hex().encode()
    data = b"".join(noise[i : i + 50] + b"\n" for i in range(0, len(noise), 50))
    path = write("a.tgz", gzip.compress(_tar({"a": data, "b": data}))[:80_000])
    whole, part, remark = discover([path])
    assert isinstance(whole, Source)
    assert isinstance(part, Source)
    assert text(whole) == data
    assert whole.problems == []
    got = text(part)
    assert 20_000 < len(got) < len(data)
    assert data.startswith(got)
    assert part.problems[0].startswith(f"reading broke off after {len(got):,} bytes: gzip stream")
    assert isinstance(remark, Unreadable)
    assert remark.reason.startswith("gzip stream breaks off")
    (bad,) = discover([write("b.zip", b"PK\x03\x04" + bytes(50))])
    assert isinstance(bad, Unreadable)
    assert "damaged" in bad.reason


def test_a_tar_that_would_lead_backwards_is_damaged(write: Write) -> None:
    """A member whose size is forged to be negative ends the listing, with a remark."""
    data = bytearray(_tar({"a": b"x\n" * 500, "b": b"y\n" * 500}))
    second = memoryview(data)[1536:2048]
    second[124:136] = (-4096).to_bytes(12, "big", signed=True)
    second[148:156] = b" " * 8
    second[148:156] = b"%06o\0 " % sum(second)
    whole, *_, remark = discover([write("a.tar", bytes(data))])
    assert isinstance(whole, Source)
    assert text(whole) == b"x\n" * 500
    assert isinstance(remark, Unreadable)
    assert "damaged" in remark.reason
