"""Any text encoding -> clean UTF-8, paying only where a piece is not ASCII."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from logscan.patterns import pattern
from logscan.sources.readers import peeled

# log-formats.md section 10; an OSC that is not ended stops at its line's end.
ANSI = pattern(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)|[()*+][0-9A-Za-z]|[@-Z\\-_=>])"
)
HOLE = 16

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"\x7fELF", b"SQLite format 3\0", b"MZ\x90",
    b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\0asm", b"PAR1", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a",
    b"\x80\x04\x95", b"OggS", b"ID3", b"wOF2", b"\0\0\x01\0",
)  # fmt: skip
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\x0b\x0c\x08\x07\x1b") + b"\x7f"
# Single bytes that are no UTF-8, as surrogateescape writes them, and what Windows-1252 means.
_CP1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
# From 0xC0 on they are letters; those below it behind another one are cut-off UTF-8.
_LETTERS = "\udcc0"
_ASCII = bytes(range(0x80))
_ESCAPED = pattern("[\udc80-\udcff]+")


@dataclass(slots=True)
class Losses:
    """What cleaning one source has changed so far, in bytes."""

    replaced: int = 0
    guessed: int = 0
    nuls: int = 0

    def remarks(self) -> list[str]:
        """One sentence for each kind of loss."""
        said: list[str] = []
        if self.replaced:
            said.append(f"{_bytes(self.replaced)} no UTF-8 and shown as U+FFFD")
        if self.guessed:
            said.append(f"{_bytes(self.guessed)} no UTF-8 and read as Windows-1252")
        if self.nuls:
            said.append(f"{_bytes(self.nuls)} NUL and cut")
        return said


def _bytes(count: int) -> str:
    return "1 byte was" if count == 1 else f"{count:,} bytes were"


def detect(head: bytes) -> str:
    """The encoding of text that begins with `head`: utf-8, utf-8-sig, utf-16-le/be, utf-32-le/be.

    Without a byte order mark UTF-16 is told by NULs on one side of most pairs; else utf-8.
    """
    marked = next((name for bom, name in _BOMS if head.startswith(bom)), None)
    if marked:
        return marked
    pairs = len(head) // 2
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if pairs >= 2 and odd > 0.6 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if pairs >= 2 and even > 0.6 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return "utf-8"


def binary(head: bytes) -> bool:
    """Whether `head` begins something that is no text in any encoding that `detect` knows."""
    if head.startswith(_MAGIC):
        return True
    if detect(head) not in ("utf-8", "utf-8-sig"):
        return False
    text = re.sub(rb"\0{16,}", b"", head)
    controls = len(text) - len(text.translate(None, _CONTROLS))
    return controls > 0.05 * len(text)


def as_utf8(
    chunks: Iterable[bytes], losses: Losses, least: int, most: int
) -> tuple[str, Iterator[bytes]]:
    """The encoding, judged by `least` to `most` bytes, and the text in UTF-8 without mark.

    UTF-8 passes as it is, valid or not; `clean` mends it once it is cut at newlines.
    """
    head, chunks = peeled(chunks, least, most)
    if head.startswith(b"\0" * HOLE):
        head, chunks = peeled(_without_hole(chunks, losses), least, most)
    encoding = detect(head)
    marks = (bom for bom, name in _BOMS if name == encoding and head.startswith(bom))
    if mark := next(marks, None):
        chunks = _dropped(chunks, len(mark))
    if encoding.startswith("utf-8"):
        return encoding, chunks
    return encoding, _transcoded(chunks, encoding, losses)


def _without_hole(chunks: Iterable[bytes], losses: Losses) -> Iterator[bytes]:
    """`chunks` without the NULs that log rotation by truncation leaves at the beginning."""
    rest = iter(chunks)
    for piece in rest:
        kept = piece.lstrip(b"\0")
        losses.nuls += len(piece) - len(kept)
        if kept:
            yield kept
            break
    yield from rest


def _dropped(chunks: Iterator[bytes], count: int) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk[count:]
        count = max(0, count - len(chunk))


def _transcoded(chunks: Iterable[bytes], encoding: str, losses: Losses) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in chunks:
        yield _counted(decoder.decode(chunk), losses)
    yield _counted(decoder.decode(b"", True), losses)


def _counted(text: str, losses: Losses) -> bytes:
    losses.replaced += text.count("\ufffd")
    return text.encode("utf-8", "replace")


def clean(data: bytes, losses: Losses) -> bytes:
    """Whole lines as valid UTF-8 without NULs and ANSI escapes; as many newlines as before."""
    if not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError:
            data = b"\n".join(_mended(line, losses) for line in data.split(b"\n"))
    if b"\0" in data:
        losses.nuls += data.count(b"\0")
        data = data.replace(b"\0", b"")
    return ANSI.sub(b"", data) if b"\x1b" in data else data


def _mended(line: bytes, losses: Losses) -> bytes:
    """A line as valid UTF-8: its bad bytes are Windows-1252 letters, else U+FFFD."""
    if line.isascii():
        return line
    high = line.translate(None, _ASCII)
    if min(high) >= 0xC0 and high.translate(None, b"\xd7\xf7"):  # no UTF-8, and not just signs
        losses.guessed += len(high)
        return line.decode("cp1252").encode()
    text = line.decode("utf-8", "surrogateescape")
    bad = _ESCAPED.findall(text)
    if not bad:
        return line
    count = sum(map(len, bad))
    if all(len(run) == 1 or min(run) >= _LETTERS for run in bad) and any(
        run.translate(_CP1252).isalpha() for run in bad
    ):
        losses.guessed += count
        return _ESCAPED.sub(lambda run: run[0].translate(_CP1252), text).encode()
    losses.replaced += count
    return line.decode("utf-8", "replace").encode()
