"""Frames of Python stacks, and whose code they are: the server's, a library's, the app's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from logscan.patterns import pattern

FRAME = pattern(
    r'[ \t|]*File "(?P<path>[^"\n]{1,1024})", line (?P<line>\d{1,9})'
    r"(?:,? in (?P<function>[^\n,]{1,300}))?",
    re.ASCII,
)

_LIBRARY = pattern(
    r"(?:site|dist)-packages[/\\]|[/\\]lib(?:64)?[/\\]python\d|[/\\]\.venv[/\\]|^<|^\.\.\./python\d"
    r"|[/\\]Lib[/\\](?!.*[/\\]app[/\\])|[/\\]bin[/\\][\w.-]+$|[/\\]Scripts[/\\]|/Library/Python/"
    r"|^…/|\.px[di]$|\.pyx$|[/\\]Python\.framework[/\\]"
)
_SERVER = pattern(
    r"(?:^|[/\\])(?:gunicorn|uvicorn|uvicorn_worker|hypercorn|starlette|flask|werkzeug|asgiref|asyncio"
    r"|uvloop|anyio|fastapi|gevent|eventlet|daphne|waitress|whitenoise|celery|billiard|concurrent"
    r"|contextlib2|socketserver|wsgiref|multiprocessing|importlib|flask_cors|click|sentry_sdk"
    r"|opentelemetry|newrelic|ddtrace|rq|rest_framework)[/\\]"
    r"|(?:^|[/\\])django[/\\](?:core|views|utils|middleware|contrib[/\\](?:sessions|staticfiles))[/\\]"
    r"|[/\\](?:threading|runpy|contextlib|selectors|greenlet|functools|signal|traceback|queue)\.py$"
    r"|^<frozen |[/\\]bin[/\\][\w.-]+$|[/\\]manage\.py$|\.px[di]$|\.pyx$"
)


_BARE_SERVER = pattern(
    r"(?:\.\.\.[/\\])?(?:gunicorn|uvicorn|hypercorn|starlette|werkzeug|flask|django|asyncio|fastapi"
    r"|anyio|celery|billiard|httpx|httpcore|urllib3|requests|sqlalchemy|psycopg2?|redis)[/\\]"
    r"|(?:socket|ssl|smtplib|selectors|threading|subprocess|http/client|json/decoder)\.py$"
)
"""Paths that a paste has shortened to the package."""


class Frame(NamedTuple):
    """One frame of a stack."""

    path: str
    line: int
    function: str


@lru_cache(maxsize=2048)
def frame(text: str) -> Frame | None:
    """The frame on a line, None if there is none; remembered, since stacks look alike."""
    match = FRAME.match(text)
    if match is None:
        return None
    return Frame(match["path"], int(match["line"]), (match["function"] or "").strip())


def is_app(item: Frame) -> bool:
    """Whether the frame lies in the application's own tree."""
    return _LIBRARY.search(item.path) is None and _BARE_SERVER.match(item.path) is None


def is_server(item: Frame) -> bool:
    """Whether the frame belongs to the server or the framework that calls the application."""
    return _SERVER.search(item.path) is not None
