"""What the tests of the sources share: reading everything, and files with given content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from logscan.sources import Source, Unreadable, discover

Write = Callable[[str, bytes], str]


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Write]:
    """Writes a file below a fresh folder and gives its path."""

    def make(name: str, data: bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return str(path)

    return make


def only(path: str) -> Source:
    """The one source at `path`."""
    (found,) = discover([path])
    assert not isinstance(found, Unreadable), found.reason
    return found


def text(source: Source, size: int = 1 << 20) -> bytes:
    """All that `source` gives."""
    return b"".join(block.data for block in source.blocks(size))
