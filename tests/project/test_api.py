"""The public API, and what importing it costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import logscan
from tests.pipeline.logs import INCIDENTS, ROOT, rules

HEAVY = {"pandas", "hyperscan", "pydantic", "yaml", "regex"}


@pytest.mark.parametrize(
    "code",
    [
        "import logscan",
        "from logscan.cli import main; main(['--version'])",
        "from logscan.cli import main; main(['--help'])",
    ],
)
def test_light_things_load_nothing_heavy(code: str) -> None:
    show = f"{code}\nimport sys; print('LOADED', *sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", show], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert not HEAVY & set(done.stdout.split("LOADED", 1)[1].split())


def test_a_scan_loads_no_pandas() -> None:
    code = "import sys, logscan; logscan.scan([sys.argv[1]]); print(*sys.modules)"
    path = INCIDENTS / "cloudrun-429-db" / "incident" / "browser-chrome.txt"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert "pandas" not in done.stdout.split()


def test_rates_as_a_table() -> None:
    path = INCIDENTS / "render-smtp-cors" / "incident" / "render.log"
    report = logscan.scan([str(path)], rules=rules())
    table = logscan.to_pandas(report)
    assert table["gunicorn.worker-timeout"].sum() >= 21
    assert str(table.index.tz) == "UTC"


def test_unknown_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nope'"):
        logscan.nope  # noqa: B018  (to ask for it is the test)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "logscan").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_every_module_has_its_caption(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not tree.body or ast.get_docstring(tree)
