"""Settings files: keys are the long flags, what is wrong is said with its place."""

from __future__ import annotations

from pathlib import Path

from .conftest import Fake, Run, report


def test_settings_are_defaults(pipeline: Fake, run: Run, tmp_path: Path) -> None:
    """A flag beats the file."""
    pipeline.outcome = report("high")
    (tmp_path / "logscan.toml").write_text('tz = "UTC"\nfail-on = "never"\ndisable = ["a.b"]\n')
    assert run("scan", "a.log")[0] == 0
    assert (pipeline.options.tz, pipeline.options.disable) == ("UTC", ("a.b",))
    assert run("scan", "a.log", "--fail-on", "low", "--tz", "Asia/Tokyo")[0] == 1
    assert pipeline.options.tz == "Asia/Tokyo"


def test_pyproject(pipeline: Fake, run: Run, tmp_path: Path) -> None:
    """Only its own table counts there."""
    (tmp_path / "pyproject.toml").write_text("[tool.x]\ntz = 1\n[tool.logscan]\nstrict = true\n")
    run("scan", "a.log")
    assert pipeline.options.strict


def test_folders_count_from_the_file(pipeline: Fake, run: Run, tmp_path: Path) -> None:
    """A settings file elsewhere names its own folders."""
    (tmp_path / "x" / "own").mkdir(parents=True)
    (tmp_path / "x" / "set.toml").write_text('rules = ["own"]\n')
    run("scan", "a.log", "--config", "x/set.toml")
    assert pipeline.options.rules == ("x/own",)


def test_all_complaints_at_once(pipeline: Fake, run: Run, tmp_path: Path) -> None:
    """File, line, column, and what may have been meant."""
    (tmp_path / "pyproject.toml").write_text(
        '[tool.logscan]\nfail_on = "low"\n  strict = "x"\nformat = "jsn"\nno-redact = true\n'
        "[tool.logscan.thresholds]\na = 1\n"
    )
    code, out, err = run("scan", "a.log")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "pyproject.toml:2:1: unknown key 'fail_on' (did you mean 'fail-on'?)",
        "pyproject.toml:3:3: 'strict' must be true or false",
        "pyproject.toml:4:1: 'jsn' is not one of 'json', 'markdown', 'text'. Did you mean 'json'?",
        "pyproject.toml:5:1: 'no-redact' can only be given on the command line",
        "pyproject.toml:6:1: unknown key 'thresholds'",
    ]


def test_not_toml(pipeline: Fake, run: Run, tmp_path: Path) -> None:
    """A slip in the syntax has its place too."""
    (tmp_path / "logscan.toml").write_text("tz = \n")
    code, _, err = run("scan", "a.log")
    assert code == 2
    assert err == "logscan: logscan.toml:1:6: not TOML: Invalid value\n"


def test_settings_of_scan_are_none_of_watch(pipeline: Fake, run: Run, tmp_path: Path) -> None:
    """One file serves all commands."""
    (tmp_path / "logscan.toml").write_text('format = "json"\n')
    assert run("watch")[0] == 0
