"""railway.json and railway.toml (https://docs.railway.com/reference/config-as-code)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from logscan.parsers.settings._command import command_settings
from logscan.parsers.settings._found import Found, NotUnderstoodError, scalar
from logscan.parsers.settings._nodes import documents

NAMES = {
    "healthcheckPath": "health_check.path",
    "healthcheckTimeout": "health_check.timeout",
    "numReplicas": "railway.replicas",
    "restartPolicyType": "railway.restart_policy",
    "restartPolicyMaxRetries": "railway.restart_retries",
    "drainingSeconds": "railway.draining",
}


def is_mine(name: str, text: str) -> bool:
    """By its name, as Railway finds it."""
    return name.lower() in ("railway.json", "railway.toml")


def read(text: str) -> Iterator[Found]:
    """The deploy section."""
    yield Found("cloud.platform", "railway", 1)
    deploy = _json(text) if text.lstrip()[:1] == "{" else _toml(text)
    for key, (value, line) in deploy.items():
        plain = scalar(value)
        if key == "startCommand" and isinstance(value, str):
            yield from command_settings(value, line)
        elif key in NAMES and plain is not None:
            yield Found(NAMES[key], plain, line)


def _json(text: str) -> dict[str, tuple[Any, int]]:
    """JSON is YAML, and so has lines."""
    section = documents(text)[0].get("deploy")
    nodes = {key: section.get(key) for key in ("startCommand", *NAMES)}
    return {key: (node.text, node.line) for key, node in nodes.items() if node.text is not None}


def _toml(text: str) -> dict[str, tuple[Any, int]]:
    try:
        deploy = tomllib.loads(text).get("deploy", {})
    except tomllib.TOMLDecodeError as error:
        raise NotUnderstoodError(f"not TOML: {error}") from error
    if not isinstance(deploy, dict):
        raise NotUnderstoodError("deploy is not a table")
    return {key: (value, _line(text, key)) for key, value in deploy.items()}


def _line(text: str, key: str) -> int:
    pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
    return next((n for n, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)
