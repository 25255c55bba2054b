"""Prints the literals that logscan scans for, one a line: `python -m tests.bench.literals`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import logscan


def written(folder: Path) -> Path:
    """A file with the literals, made by another process so that this one stays small."""
    path = folder / "patterns.txt"
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", __name__], stdout=subprocess.PIPE, check=True, text=True
    )
    path.write_text(done.stdout)
    return path


def main() -> None:
    """Of what is scanned for, a few byte forms are more than literals; they are left out."""
    factors = logscan.load_rules(logscan.Options()).everywhere.factors
    print("\n".join(factor.literal for factor in factors if factor.literal))


if __name__ == "__main__":
    main()
