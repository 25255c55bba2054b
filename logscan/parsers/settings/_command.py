"""A start command as settings: the flags of Gunicorn, Uvicorn and Hypercorn.

One reader serves Procfile, Dockerfile, render.yaml, railway.json and Render's line
`==> Running '...'`. Flags are those of `gunicorn --help` (https://gunicorn.org/reference/settings/)
and `uvicorn --help`.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from logscan.model import Fact, Value
from logscan.parsers.settings._found import Found, scalar, substituted
from logscan.patterns import pattern

COMMAND = "start.command"
"""The fact that holds a whole start command, as a log line or a file gives it."""

FLAGS: Mapping[str, Mapping[str, str]] = {
    "gunicorn": {
        "-w": "workers",
        "--workers": "workers",
        "-k": "worker_class",
        "--worker-class": "worker_class",
        "-t": "timeout",
        "--timeout": "timeout",
        "-b": "bind",
        "--bind": "bind",
        "--threads": "threads",
        "--graceful-timeout": "graceful_timeout",
        "--keep-alive": "keepalive",
        "--max-requests": "max_requests",
        "--worker-connections": "worker_connections",
        "-c": "config",
        "--config": "config",
        "--worker-tmp-dir": "worker_tmp_dir",
        "--forwarded-allow-ips": "forwarded_allow_ips",
        "--log-level": "loglevel",
    },
    "uvicorn": {
        "--workers": "workers",
        "--host": "host",
        "--port": "port",
        "--timeout-keep-alive": "timeout_keep_alive",
        "--timeout-graceful-shutdown": "timeout_graceful_shutdown",
        "--limit-concurrency": "limit_concurrency",
    },
    "hypercorn": {"-w": "workers", "--workers": "workers", "-b": "bind", "--bind": "bind"},
}
SWITCHES: Mapping[str, Mapping[str, str]] = {
    "gunicorn": {"--preload": "preload_app", "--reload": "reload"},
    "uvicorn": {"--reload": "reload"},
    "hypercorn": {"--reload": "reload"},
}
CONCURRENCY = "WEB_CONCURRENCY"
"""Workers where no flag says otherwise, for Gunicorn and Uvicorn alike."""
ARGUMENTS = "GUNICORN_CMD_ARGS"
DEVELOPMENT = pattern(r"\bflask(?:\s+\S+)*\s+run\b|\bmanage\.py\s+runserver\b|\bfastapi\s+dev\b")


def command_settings(command: str, line: int, env: Mapping[str, str] | None = None) -> list[Found]:
    """What a start command says of its server; empty where it starts none that is known."""
    env = env or {}
    text = substituted(command, env)
    words = _words(text)
    found = [Found(COMMAND, command.strip(), line)] if command.strip() else []
    if DEVELOPMENT.search(text):
        found.append(Found("start.server", "development", line))
    for place, word in enumerate(words):
        server = PurePosixPath(word).name
        if server in FLAGS:
            read = dict(_from_environment(server, env))
            read.update(_flags(server, words[place + 1 :]))
            found.append(Found("start.server", server, line))
            return found + [Found(f"{server}.{name}", value, line) for name, value in read.items()]
    return found


def expanded(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, with what a start command among them says put behind it."""
    for fact in facts:
        yield fact
        if fact.name == COMMAND:
            for name, value, _ in command_settings(str(fact.value), fact.line):
                if name != COMMAND:
                    yield Fact(name, value, fact.source, fact.line, fact.time)


def _words(text: str) -> list[str]:
    """The words of a shell text; what a shell is told with -c is taken apart as well."""
    try:
        words = shlex.split(text, comments=False)
    except ValueError:
        words = text.split()
    if len(words) >= 3 and PurePosixPath(words[0]).name in ("sh", "bash") and "-c" in words[1:3]:
        return _words(words[words.index("-c") + 1]) if words[-1] != "-c" else words
    return words


def _from_environment(server: str, env: Mapping[str, str]) -> Iterator[tuple[str, Value]]:
    workers = scalar(env.get(CONCURRENCY))
    if workers is not None and server != "hypercorn":
        yield "workers", workers
    if server == "gunicorn" and env.get(ARGUMENTS):
        yield from _flags(server, _words(env[ARGUMENTS]))


def _flags(server: str, words: Sequence[str]) -> Iterator[tuple[str, Value]]:
    """The flags up to the end of the command (a shell operator)."""
    at = 0
    while at < len(words) and words[at] not in ("&&", "||", ";", "|", "&"):
        word, _, joined = words[at].partition("=")
        name = FLAGS[server].get(word)
        if words[at] in SWITCHES[server]:
            yield SWITCHES[server][words[at]], True
        elif name and words[at] == word and at + 1 < len(words):
            at += 1
            yield from _value(name, words[at])
        elif name and joined:
            yield from _value(name, joined)
        elif (short := FLAGS[server].get(word[:2])) and word[:1] == "-" and word[1:2] != "-":
            yield from _value(short, words[at][2:].lstrip("="))
        at += 1


def _value(name: str, text: str) -> Iterator[tuple[str, Value]]:
    value = scalar(text)
    named = not name.endswith("worker_class") or any(char.isalpha() for char in text)
    if value is not None and named:
        yield name, value
