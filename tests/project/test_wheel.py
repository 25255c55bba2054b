"""A wheel has its rules and formats worked out beforehand: same reports, and nothing heavy loads."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from logscan.parsers import byte_factors, index
from logscan.pipeline import scan
from logscan.render import renderers
from logscan.report.redact import redact
from logscan.rulebook.packing import pack
from tests.pipeline.logs import INCIDENTS, ROOT, rules

HEAVY = {"pandas", "numpy", "pydantic", "yaml"}
LOGS = INCIDENTS / "render-smtp-cors" / "incident"
SCRIPT = """
import sys
from logscan.cli import main
main(["scan", *sys.argv[1:]])
print("LOADED", *sys.modules, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as a wheel installs it."""
    folder: Path = tmp_path_factory.mktemp("wheel")
    package = folder / "logscan"
    shutil.copytree(ROOT / "logscan", package, ignore=shutil.ignore_patterns("__pycache__"))
    formats = {index.PACKED: json.dumps(index.pack()).encode()}
    for path, content in {**formats, **pack(ROOT / "rules", byte_factors)}.items():
        (package / path.name).write_bytes(content)
    return folder


@pytest.mark.parametrize("form", ["json", "markdown", "text"])
def test_a_scan_is_the_same_and_loads_nothing_heavy(wheel: Path, form: str) -> None:
    """In no form of the report; what is in the report is what a checkout says."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(LOGS), "--format", form],
        capture_output=True,
        text=True,
        cwd=wheel,
        check=True,
    )
    assert not HEAVY & set(done.stderr.split("LOADED", 1)[1].split())
    report = redact(scan([str(LOGS)], rules=rules()))
    assert done.stdout == renderers()[form].render(report, width=100)
