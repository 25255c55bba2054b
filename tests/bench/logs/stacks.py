"""Logs with tracebacks: deep chained ones in plenty, and a single one without end."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.logs.app import App
from tests.bench.logs.text import KindsOfText, Text, upto

SITE = "/app/.venv/lib/python3.12/site-packages"
WEB = (
    ("flask/app.py", 1511, "wsgi_app", "response = self.full_dispatch_request()"),
    ("flask/app.py", 917, "full_dispatch_request", "rv = self.dispatch_request()"),
    ("flask/app.py", 902, "dispatch_request", "return self.ensure_sync(view)(**view_args)"),
    ("opentelemetry/trace/__init__.py", 587, "start_as_current_span", "yield span"),
)
DATABASE = (
    ("sqlalchemy/orm/query.py", 2728, "all", "return self._iter().all()"),
    ("sqlalchemy/orm/session.py", 2365, "execute", "return self._execute_internal("),
    ("sqlalchemy/orm/context.py", 306, "orm_execute_statement", "result = conn.execute("),
    ("sqlalchemy/engine/base.py", 1415, "execute", "return meth("),
    ("sqlalchemy/engine/base.py", 3300, "_wrap_pool_connect", "return self.pool.connect()"),
    ("sqlalchemy/pool/base.py", 449, "connect", "return _ConnectionFairy._checkout(self)"),
    ("sqlalchemy/pool/impl.py", 168, "_do_get", "with util.safe_reraise():"),
    ("sqlalchemy/engine/default.py", 625, "connect", "return self.loaded_dbapi.connect(*cargs)"),
    ("psycopg2/__init__.py", 122, "connect", "conn = _connect(dsn, **kwasync)"),
)
OWN_FRAMES = 34
REFUSED = (
    'psycopg2.OperationalError: connection to server at "db.internal" (10.0.0.5), port 5432 '
    "failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP "
    "connections?"
)
CHAIN = "\nThe above exception was the direct cause of the following exception:\n"
HEAD = "Traceback (most recent call last):"


def frame(file: str, line: int, function: str, code: str) -> str:
    """The two lines of one frame."""
    return f'  File "{file}", line {line}, in {function}\n    {code}'


def installed(frames: tuple[tuple[str, int, str, str], ...]) -> str:
    """Frames of packages."""
    return "\n".join(
        frame(f"{SITE}/{file}", line, function, code) for file, line, function, code in frames
    )


def chained(line: int) -> str:
    """Two exceptions, one the cause of the other, the second over 40 frames deep."""
    own = "\n".join(
        frame(f"/app/shop/middleware/step_{n}.py", 10 + n, f"step_{n}", "return call_next(order)")
        for n in range(OWN_FRAMES)
    )
    view = frame("/app/shop/orders.py", line, "create", "customer = Customer.query.all()[0]")
    below = installed(DATABASE)
    last = f"sqlalchemy.exc.OperationalError: ({REFUSED.replace(': ', ') ', 1)}"
    parts = (HEAD, below, REFUSED, CHAIN, HEAD, installed(WEB), own, view, below, last)
    return "\n".join(parts)


def deep_lines(app: App) -> Iterator[str]:
    """Every twentieth request ends in a deep traceback, from one of ninety places."""
    tracebacks = [chained(line) for line in range(10, 100)]
    while True:
        app.clock.forward(app.below(40))
        yield app.access()
        if app.rng.random() < 0.05:
            yield app.server("ERROR", "Error handling request /api/orders", pid=9)
            yield tracebacks[app.below(len(tracebacks))]


def endless_lines(app: App) -> Iterator[str]:
    """A killed worker, then one traceback whose frames do not end."""
    yield app.timeout()
    yield app.server("ERROR", "Error handling request /api/tree", pid=9)
    yield HEAD
    while True:
        line = 10 + app.bits(9)
        yield frame("/app/shop/tree.py", line, "walk", "return self.walk(node.parent)")


def tracebacks(size: int) -> Text:
    """Deep chained tracebacks."""
    return upto(size, deep_lines(App()), at_once=100)


def endless_traceback(size: int) -> Text:
    """One traceback of about 100 bytes a frame."""
    yield from upto(size, endless_lines(App()))
    yield b"RecursionError: maximum recursion depth exceeded\n"


KINDS: KindsOfText = {"tracebacks": tracebacks, "endless-traceback": endless_traceback}
