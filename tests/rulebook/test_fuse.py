"""Only patterns that cannot run away are searched without a fuse."""

from __future__ import annotations

import re

import pytest
import regex

from logscan.rulebook.conditions import REPEATS_FREELY, patterns
from logscan.rulebook.fuse import can_run_away
from logscan.rulebook.load import builtin

STEADY = (
    r"WORKER TIMEOUT \(pid: ?(?P<pid>\d+)\)",
    r"limit of size \d+ overflow -?\d+ reached",
    r"\A\s*Traceback",
    r"(?m)^\d+ items",
    r"coroutine '[^']+' was",
    r"(?i)\bmail(?: \w+){0,3} timed out",
    r"(?:pid|PID)[:=]\d+",
    r"\* Serving",
    r"é[a-z]+",
    r"gunicorn (?P<version>\d[\w.]*)",
    r'"GET (?:/[\w-]+)*/(?:ws|sse)\b',
    r"(?:=|\.)_?(?:\w*client|model)\(",
    r" \d*\.\d*x",
)
RUNNING_AWAY = (
    r"(?:a+)+b",
    r"\d+ items",
    r"\w+@\w+",
    r"a.*b.*c",
    r"x[^y]*y",
    r"(?m)^\s*port",
    r"(?:ab)*c",
    r"(?i)K\w+",
    r"a[a-z]*",
    r"(?:,|\d)\d+",
    r"'?[^']+'",
    r"(?=.*b)a",
    r"(\w)\1+",
    r" \S*(?:-\d+)*!",
    r"[^a]é\w*\W+",
    r"v\d[\w.]*",
    r" (?:/?\w+)*!",
    r" (?:-[\w-]+)*!",
    r"-\d{1,3}\w*",
)


@pytest.mark.parametrize("pattern", STEADY)
def test_a_run_that_is_entered_once_is_harmless(pattern: str) -> None:
    assert not can_run_away(pattern)


@pytest.mark.parametrize("pattern", RUNNING_AWAY)
def test_all_else_can_run_away(pattern: str) -> None:
    assert can_run_away(pattern)


def test_both_engines_read_the_pack_alike() -> None:
    """What is left to `re` is found where `regex` finds it, with the same groups."""
    rules = [rule for found in builtin().values() for rule in found.values()]
    logs = {log for rule in rules for log in _logs(rule["examples"])}
    for pattern in {text for rule in rules for text in patterns(rule)}:
        if REPEATS_FREELY.search(pattern) and _steady(pattern):
            plain = re.compile(pattern, re.ASCII)
            fused = regex.compile(pattern, regex.ASCII | regex.VERSION0)
            for text in logs:
                assert _found(plain.search(text)) == _found(fused.search(text)), pattern


def _logs(examples: dict[str, list[dict[str, str]]]) -> list[str]:
    return [str(example["log"]) for found in examples.values() for example in found]


def _steady(text: str) -> bool:
    """Whether it is a pattern at all, one without a fuse."""
    try:
        return not can_run_away(text)
    except re.error:
        return False


def _found(match: re.Match[str] | regex.Match[str] | None) -> object:
    return match and (match.span(), match.groupdict())
