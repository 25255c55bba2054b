"""The other commands, help, and what the command line costs before it works."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from logscan.cli import group

from .conftest import PATIENT, Fake, Run, incident, report


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all commands."""
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            found = command.get_command(ctx, name)
            assert found is not None
            yield from commands(found, (*path, name))
    yield path


@pytest.mark.parametrize("path", list(commands(group)), ids=" ".join)
def test_every_command_has_help(run: Run, path: tuple[str, ...]) -> None:
    """A usage line and a sentence."""
    code, out, _ = run(*path, "--help")
    assert code == 0
    assert out.startswith(" ".join(("Usage: logscan", *path)))
    assert out.split("\n")[2].strip()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    """Neither the nouns nor any package but click."""
    script = (
        f"import sys; from logscan.cli import main; code = main({arguments!r});"
        "names = ('pandas', 'pydantic', 'hyperscan', 'yaml', 'regex', 'logscan.model');"
        "print(code, [name for name in names if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[-2] == "0 []"


def test_unknown_command(run: Run) -> None:
    """A guess, and 2."""
    code, _, err = run("scn")
    assert code == 2
    assert "Did you mean 'scan'?" in err


def test_watch(pipeline: Fake, run: Run) -> None:
    """Each incident as it comes, redacted, one line each as JSON."""
    pipeline.incidents = [incident("high"), incident("low")]
    code, out, _ = run("watch", "--format", "json")
    assert code == 1
    documents = [json.loads(line) for line in out.splitlines()]
    assert [document["incidents"][0]["severity"] for document in documents] == ["high", "low"]
    assert PATIENT not in out
    assert run("watch", "--fail-on", "critical")[0] == 0
    pipeline.outcome = KeyboardInterrupt()
    assert run("watch")[0] == 130


def test_watch_says_what_is_told_again(pipeline: Fake, run: Run) -> None:
    """The same incident with more known about it is no second one."""
    pipeline.incidents = [incident("high"), incident("high")]
    _, out, _ = run("watch", "-q")
    assert out.count("told before") == 1
    assert out.index("told before") > out.index("HIGH")


def test_watch_of_nothing(pipeline: Fake, run: Run) -> None:
    """No incident is an answer, nothing read is none; Ctrl-C says how many there were."""
    assert run("watch") == (0, "", "logscan: no incident found\n")
    pipeline.read = False
    assert run("watch") == (3, "", "logscan: no verdict: nothing read\n")
    pipeline.outcome = KeyboardInterrupt()
    assert run("watch") == (130, "", "logscan: stopped; 0 incidents so far\n")


def test_demo(pipeline: Fake, run: Run) -> None:
    """The sample is scanned; its incidents are no failure."""
    pipeline.outcome = report("critical")
    code, out, err = run("demo")
    assert code == 0
    assert pipeline.paths == ("demo.log",)
    assert "Logins fail" in out
    assert "sample" in err


def test_schema(run: Run) -> None:
    """A JSON Schema."""
    code, out, _ = run("schema")
    assert code == 0
    assert json.loads(out)["title"] == "logscan.report/1"


def test_closed_pipe_is_no_error() -> None:
    """A reader that goes away leaves the exit code alone and nothing on stderr."""
    script = (
        "from logscan.cli._output import emit\n"
        "for _ in range(100): emit('x' * 10000)\n"
        "raise SystemExit(1)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(1)
    process.stdout.close()
    assert process.wait() == 1
    assert process.stderr.read() == b""
    process.stderr.close()
