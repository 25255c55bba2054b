"""What a line looks like, by the grammar that framing builds on."""

from __future__ import annotations

import pytest

from logscan.parsers import sniff

KINDS = {
    "head": [
        "[2026-03-08 10:15:02 +0000] [7] [INFO] Starting gunicorn 23.0.0",
        '10.0.0.9 - - [08/Mar/2026:10:15:02 +0000] "GET / HTTP/1.1" 200 2 "-" "-"',
        "[2026-03-08 10:15:02] [CRITICAL] WORKER TIMEOUT (pid:40)",
        "==> Deploying...",
        "Container called exit(1).",
        "ERROR:    Exception in ASGI application",
        "Internal Server Error: /pay",
        '{"event": "cache warmed", "level": "info"}',
    ],
    "indented": [
        '  File "/app/pay.py", line 3, in pay',
        "\tat Pay.run(Pay.java:3)",
        "    | ValueError: bad card",
        "    +---------------- 2 ----------------",
        "  +-+---------------- 1 ----------------",
        "^^^^^",
        'File "/app/pay.py", line 3, in pay',
    ],
    "traceback": [
        "Traceback (most recent call last):",
        "  + Exception Group Traceback (most recent call last):",
        "    | Traceback (most recent call last):",
        "Fatal Python error: Aborted",
        "Thread 0x00007f2aa9cd76c0 (most recent call first):",
        "Current thread 0x00007f2aaa90db80 (most recent call first):",
    ],
    "exception": [
        "TypeError",
        "KeyError: 'card'",
        "SystemExit: 1",
        "KeyboardInterrupt",
        "Exception: boom",
        "socket.gaierror: [Errno -2] Name or service not known",
        "sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) lost",
        "gunicorn.errors.HaltServer: <HaltServer 'Worker failed to boot.' 3>",
        "pydantic_core._pydantic_core.ValidationError: 1 validation error for Order",
        "app.errors.PaymentDeclined: no money",
    ],
    "chain": [
        "The above exception was the direct cause of the following exception:",
        "During handling of the above exception, another exception occurred:",
    ],
    "detail": [
        "DETAIL:  Key (id)=(7) already exists.",
        "[SQL: SELECT 1]",
        "[parameters: {'id': 7}]",
        "(Background on this error at: https://sqlalche.me/e/20/e3q8)",
        "LINE 1: SELECT nope",
        'shop.onrender.com/ clientIP="1.2.3.4" requestID="r" responseTimeMS=1 responseBytes=2'
        ' userAgent="curl/8"',
    ],
    "blank": ["", "   "],
    "plain": ["processing order 77", "example.com: hello", "MyCase: closed"],
}
WRAPS = ["{}", "2026-03-08T10:15:02.617806970Z [err]  {}", "web-1  | {}"]


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, lines in KINDS.items() for line in lines]
)
def test_kind_is_told_inside_any_envelope(kind: str, line: str, wrap: str) -> None:
    """The envelope changes nothing."""
    part = sniff((wrap.format("x y") + "\n").encode() * 5).peel(wrap.format(line))
    assert part.kind == kind
    assert part.enveloped == (wrap != "{}")
