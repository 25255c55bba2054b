"""Reproducible logs for benchmarks, written as a stream and kept in a folder.

The same kind and size give the same bytes: lines that the web app of a small team would write, its
clock running on from the first line to the last. One module per family of kinds:

plain    quiet, storm, flood, a clock that jumps     stacks   deep tracebacks, an endless one
exports  of Cloud Logging, in each outer shape       lengths  long lines, a giant one
crowds   ten million hits of one kind, a million groups

`gzip` is the quiet log compressed, `many-files` the same cut into a folder of small files.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench.logs import crowds, exports, lengths, plain, stacks
from tests.bench.logs.text import KindsOfText
from tests.bench.logs.writing import FOLDER, GZIP, Log, written

__all__ = ["FOLDER", "GZIP", "KINDS", "Log", "write"]

KINDS: KindsOfText = {
    **plain.KINDS,
    **exports.KINDS,
    **stacks.KINDS,
    **lengths.KINDS,
    **crowds.KINDS,
    GZIP: plain.quiet,
    FOLDER: plain.quiet,
}


def write(kind: str, size: int, folder: Path) -> Log:
    """The log of a kind with about `size` bytes of text, made once and kept in `folder`."""
    return written(kind, size, KINDS[kind](size), folder)
