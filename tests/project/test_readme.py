"""The README keeps its promises: its commands run, and what it shows is what is printed."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
SHOWN = re.compile(r"<!-- report: (?P<command>.*?) -->\n```text\n(?P<text>.*?)```", re.DOTALL)
FIRST_SCREEN = 46


def run(command: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a `logscan …` command of the README with this Python."""
    words = [sys.executable, "-m", *shlex.split(command, comments=True)]
    env = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        words,
        cwd=folder,
        capture_output=True,
        text=True,
        env=env,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def printed(command: str) -> str:
    """What the README shows of a command's output: its first screen."""
    lines = run(command).stdout.replace("\r\n", "\n").splitlines()[:FIRST_SCREEN]
    return "\n".join(lines).rstrip() + "\n"


def test_what_it_shows_is_what_is_printed() -> None:
    """Set LOGSCAN_WRITE_GOLDEN=1 to write it anew."""
    text = README.read_text(encoding="utf-8")
    fresh = SHOWN.sub(
        lambda m: f"<!-- report: {m['command']} -->\n```text\n{printed(m['command'])}```", text
    )
    if os.environ.get("LOGSCAN_WRITE_GOLDEN"):
        README.write_text(fresh, encoding="utf-8")
    assert fresh == README.read_text(encoding="utf-8")


def test_every_command_of_its_list_runs(tmp_path: Path) -> None:
    shutil.copy(
        ROOT / "sample_logs" / "incidents" / "render-smtp-cors" / "incident" / "render.log",
        tmp_path / "app.log",
    )
    (tmp_path / "logs").mkdir()
    shutil.copy(tmp_path / "app.log", tmp_path / "logs" / "other.log")
    shutil.copy(
        ROOT / "sample_logs" / "incidents" / "cloudrun-429-db" / "incident" / "export.json",
        tmp_path / "export-1.json",
    )
    listed = re.search(r"## Using it\n\n```sh\n(.*?)```", README.read_text(), re.DOTALL)
    assert listed
    commands = listed[1].strip().splitlines()
    assert len(commands) >= 9
    for command in commands:
        done = run(command, tmp_path)
        assert done.returncode in (0, 1), (command, done.stderr)
        assert done.stdout.strip(), command


@pytest.mark.slow
def test_both_commands_pass_from_a_fresh_clone(tmp_path: Path) -> None:
    """With nothing but a bare Python and pip; the tests themselves are only collected here."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    main, tests = (
        re.search(rf"<!-- {name} -->\n```sh\n(.*?)```", README.read_text(), re.DOTALL)
        for name in ("the main job", "the tests")
    )
    assert main
    assert tests
    env = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"}
    done = subprocess.run(
        ["bash", "-c", main[1]], cwd=clone, capture_output=True, text=True, env=env, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "smtp" in done.stdout.lower()
    packages = list((clone / ".venv" / "lib").glob("python3*/site-packages/*"))
    assert not {"rules", "sample_logs", "tests"} & {path.name for path in packages}
    collect = tests[1].replace("-m pytest", "-m pytest --collect-only -q")
    done = subprocess.run(
        ["bash", "-c", collect], cwd=clone, capture_output=True, text=True, env=env, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
