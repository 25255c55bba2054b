"""Copies of the checkout, installed as a wheel is, so that the rules are the packed ones.

An installed logscan reads its rules from one checked file; the checkout reads hundreds of YAML
files at each start, which is no part of what its users wait for.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.peers import Program

ROOT = Path(__file__).parent.parent.parent
PARTS = ("logscan", "rules", "sample_logs", ".build")
FILES = ("pyproject.toml", "README.md", "LICENSE")


def installed(folder: Path, more_rules: Path | None = None) -> Program:
    """Install the checkout below `folder`, its pack enlarged by the rules of another folder."""
    source, target = folder / "source", folder / "site"
    for part in PARTS:
        if (ROOT / part).exists():
            shutil.copytree(
                ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__")
            )
    for name in FILES:
        shutil.copy(ROOT / name, source / name)
    if more_rules is not None:
        shutil.copytree(more_rules, source / "rules", dirs_exist_ok=True)
    subprocess.run(
        [*_pip(), "install", "--quiet", "--no-deps", "--target", str(target), str(source)],
        check=True,
        stderr=subprocess.PIPE,
    )
    shutil.rmtree(source)
    # -P: the checkout that this process stands in must not come first.
    command = ("env", f"PYTHONPATH={target}", sys.executable, "-P", "-m", "logscan")
    return Program(command)


def _pip() -> list[str]:
    """A pip that installs for this Python, which may have none of its own."""
    outer = Path(sys.base_prefix) / "bin" / "python3"
    return [
        str(outer if outer.exists() else sys.executable),
        "-m",
        "pip",
        "--python",
        sys.executable,
    ]
