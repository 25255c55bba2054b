"""Dockerfile: ENV, ENTRYPOINT and CMD of the last stage.

Grammar: https://docs.docker.com/reference/dockerfile/
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from typing import NamedTuple

from logscan.parsers.settings._command import command_settings
from logscan.parsers.settings._found import Found, NotUnderstoodError


class _Instruction(NamedTuple):
    word: str
    rest: str
    line: int


def is_mine(name: str, text: str) -> bool:
    """By its name."""
    lower = name.lower()
    return lower.startswith(("dockerfile", "containerfile")) or lower.endswith(".dockerfile")


def read(text: str) -> Iterator[Found]:
    """How the image starts."""
    env: dict[str, str] = {}
    last: dict[str, _Instruction] = {}
    for instruction in _instructions(text):
        if instruction.word == "FROM":
            last, env = {"FROM": instruction}, {}
        elif instruction.word == "ENV":
            env.update(_variables(instruction.rest))
        else:
            last[instruction.word] = instruction
    if "FROM" not in last:
        raise NotUnderstoodError("no FROM instruction")
    yield Found("container", True, last["FROM"].line)
    parts = [last[word] for word in ("ENTRYPOINT", "CMD") if word in last]
    if parts:
        command = " ".join(_command(part.rest) for part in parts)
        yield from command_settings(command, parts[-1].line, env)


def _instructions(text: str) -> Iterator[_Instruction]:
    """Instructions with their continuation lines joined, comments left out."""
    gathered, begun = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#") or (gathered and not line.strip()):
            continue
        begun = begun if gathered else number
        gathered += line.strip().removesuffix("\\").rstrip() + " "
        if line.rstrip().endswith("\\"):
            continue
        found = re.match(r"([A-Za-z]+)\s+(.*)", gathered.strip(), re.DOTALL)
        if found:
            yield _Instruction(found[1].upper(), found[2].strip(), begun)
        gathered = ""


def _command(rest: str) -> str:
    """The exec form (a JSON array) or the shell form as one shell text."""
    try:
        words = json.loads(rest)
    except ValueError:
        return rest
    if isinstance(words, list) and all(isinstance(word, str) for word in words):
        return shlex.join(words)
    return rest


def _variables(rest: str) -> dict[str, str]:
    try:
        words = shlex.split(rest)
    except ValueError:
        words = rest.split()
    if words and "=" not in words[0]:
        return {words[0]: rest.split(None, 1)[1] if " " in rest else ""}
    return dict(word.split("=", 1) for word in words if "=" in word)
