"""Settings from `logscan.toml`, or `[tool.logscan]` in pyproject.toml: keys are the long flags."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from logscan.errors import Complaint, ConfigError

NOT_SETTINGS = ("help", "config", "output", "no-redact")
"""Flags that a file lying about in a folder must not set."""


def apply_config(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    """Let the settings file give the defaults of this command. Raises ConfigError."""
    found = find_config(Path(value) if value else None, Path())
    if found is not None:
        from logscan.cli.scan import command as scan

        known = {**_settings(scan), **_settings(ctx.command)}
        ctx.default_map = {**(ctx.default_map or {}), **read_config(*found, known)}


def find_config(named: Path | None, folder: Path) -> tuple[Path, str] | None:
    """The settings file and the table in it that counts; nothing if there is none."""
    if named is not None:
        return named, "tool.logscan" if named.name == "pyproject.toml" else ""
    if (folder / "logscan.toml").is_file():
        return folder / "logscan.toml", ""
    project = folder / "pyproject.toml"
    if project.is_file() and "logscan" in project.read_text(encoding="utf-8", errors="replace"):
        return project, "tool.logscan"
    return None


def read_config(path: Path, table: str, known: dict[str, click.Option]) -> dict[str, Any]:
    """Values by parameter name; paths count from the file. Raises ConfigError."""
    text = path.read_text(encoding="utf-8", errors="replace")
    settings = _parsed(path, text)
    for part in filter(None, table.split(".")):
        settings = settings.get(part, {})
    values: dict[str, Any] = {}
    complaints: list[Complaint] = []
    for key, value in settings.items():
        trouble = _unknown(key, known)
        if not trouble:
            option = known[key]
            values[str(option.name)] = _rooted(option, value, path.parent)
            trouble = _misfit(option, values[str(option.name)])
        if trouble:
            complaints.append(Complaint(str(path), *_locate(text, table, key), trouble))
    if complaints:
        raise ConfigError(complaints)
    return values


def _settings(command: click.Command) -> dict[str, click.Option]:
    """Options that a settings file may hold, by their long flag."""
    found = {}
    for option in command.params:
        if isinstance(option, click.Option):
            flag = next((o for o in option.opts if o.startswith("--")), "--help")[2:]
            if flag not in NOT_SETTINGS:
                found[flag] = option
    return found


def _parsed(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise ConfigError([Complaint(str(path), line, column, f"not TOML: {reason}")]) from error


def _unknown(key: str, known: dict[str, click.Option]) -> str:
    if key in known:
        return ""
    if key in NOT_SETTINGS:
        return f"{key!r} can only be given on the command line"
    import difflib  # only for who mistypes

    guess = difflib.get_close_matches(key.replace("_", "-"), known, 1)
    hint = f" (did you mean {guess[0]!r}?)" if guess else ""
    return f"unknown key {key!r}{hint}"


def _rooted(option: click.Option, value: Any, folder: Path) -> Any:
    """The value as click takes it: several values as a list, paths from the file's folder."""
    values = value if isinstance(value, list) else [value]
    if isinstance(option.type, click.Path):
        values = [str(folder / v) if isinstance(v, str) else v for v in values]
    return values if option.multiple else values[0] if len(values) == 1 else value


def _misfit(option: click.Option, value: Any) -> str:
    """What is wrong with a value, or nothing."""
    wanted = bool if option.is_flag else int if isinstance(option.type, click.IntRange) else str
    for item in value if option.multiple else [value]:
        if not isinstance(item, wanted) or (wanted is int and isinstance(item, bool)):
            names = {bool: "true or false", int: "a whole number", str: "a string"}
            return f"{option.opts[-1].lstrip('-')!r} must be {names[wanted]}"
        try:
            option.type.convert(item, option, None)
        except click.BadParameter as error:
            return error.message
    return ""


def _locate(text: str, table: str, key: str) -> tuple[int, int]:
    """Line and column of a key in its table, counted from 1; of the table if it is not found."""
    current, place = "", (1, 1)
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\s*([\w.\"' -]+?)\s*\]", line):
            current = header[1].replace('"', "").replace("'", "")
            place = (number, 1) if current == table else place
            if current == f"{table}.{key}".lstrip("."):
                return number, 1
        elif current == table:
            found = re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[.=]", line)
            if found:
                return number, len(line) - len(line.lstrip()) + 1
    return place
