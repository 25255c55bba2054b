"""Reproducible logs for benchmarks: quiet, storm, JSON exports, tracebacks, long lines, gzip.

Every generator writes about `size` bytes of lines that a web app of the size of a small team's
would write; the same size gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROUTES = ("/", "/api/items", "/api/users/me", "/static/app.css", "/health", "/api/orders")
AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0",
    "curl/8.5.0",
    "Go-http-client/2.0",
)
TRACEBACK = """Traceback (most recent call last):
  File "/app/.venv/lib/python3.12/site-packages/flask/app.py", line 1511, in wsgi_app
    response = self.full_dispatch_request()
  File "/app/shop/orders.py", line {line}, in create
    total = cart["total"]
KeyError: 'total'"""


def access(rng: random.Random, at: datetime, status: int = 200) -> str:
    """One access line as Gunicorn writes it."""
    address = f"10.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(1, 255)}"
    stamp = at.strftime("%d/%b/%Y:%H:%M:%S +0000")
    return (
        f'{address} - - [{stamp}] "GET {rng.choice(ROUTES)}?page={rng.randrange(90)} HTTP/1.1" '
        f'{status} {rng.randrange(200, 9000)} "-" "{rng.choice(AGENTS)}"'
    )


def gunicorn(at: datetime, pid: int, level: str, text: str) -> str:
    """One line of Gunicorn's error log."""
    return f"[{at.strftime('%Y-%m-%d %H:%M:%S +0000')}] [{pid}] [{level}] {text}"


def quiet(rng: random.Random) -> Iterator[str]:
    """Access lines and app chatter; one line in a thousand matters."""
    at = START
    while True:
        at += timedelta(milliseconds=rng.randrange(40))
        draw = rng.random()
        if draw < 0.0005:
            yield gunicorn(at, 7, "CRITICAL", f"WORKER TIMEOUT (pid:{rng.randrange(8, 99)})")
        elif draw < 0.001:
            yield access(rng, at, 500)
        elif draw < 0.2:
            stamp = at.strftime("%Y-%m-%d %H:%M:%S,%f")[:-3]
            yield f"{stamp} - shop.cart - INFO - item {rng.randrange(10**6)} added to the cart"
        else:
            yield access(rng, at)


def storm(rng: random.Random, share: float = 0.3) -> Iterator[str]:
    """A log of which `share` of the lines are errors of a few kinds."""
    at = START
    errors = (
        lambda: gunicorn(at, 7, "CRITICAL", f"WORKER TIMEOUT (pid:{rng.randrange(8, 99)})"),
        lambda: access(rng, at, 500),
        lambda: access(rng, at, 429),
        lambda: gunicorn(
            at,
            9,
            "ERROR",
            "sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 "
            "overflow 10 reached, connection timed out, timeout 30.00",
        ),
    )
    while True:
        at += timedelta(milliseconds=rng.randrange(4))
        yield rng.choice(errors)() if rng.random() < share else access(rng, at)


def flood(rng: random.Random) -> Iterator[str]:
    """Nine lines of ten are errors."""
    return storm(rng, 0.9)


def tracebacks(rng: random.Random) -> Iterator[str]:
    """Every twentieth request ends in a traceback."""
    at = START
    while True:
        at += timedelta(milliseconds=rng.randrange(40))
        yield access(rng, at)
        if rng.random() < 0.05:
            yield gunicorn(at, 9, "ERROR", "Error handling request /api/orders")
            yield TRACEBACK.format(line=rng.randrange(10, 400))


def entry(rng: random.Random, at: datetime, relevant: bool) -> dict[str, object]:
    """One LogEntry of Cloud Logging."""
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    found: dict[str, object] = {
        "insertId": f"{rng.getrandbits(96):024x}",
        "labels": {"instanceId": f"{rng.getrandbits(64):016x}"},
        "logName": "projects/shop/logs/run.googleapis.com%2Frequests",
        "receiveTimestamp": stamp,
        "resource": {
            "labels": {
                "location": "europe-west1",
                "service_name": "shop",
                "revision_name": "shop-00042-abc",
            },
            "type": "cloud_run_revision",
        },
        "timestamp": stamp,
        "httpRequest": {
            "latency": f"0.{rng.randrange(1, 900):03d}s",
            "requestMethod": "GET",
            "requestUrl": f"https://shop.example{rng.choice(ROUTES)}",
            "status": 429 if relevant else 200,
            "userAgent": rng.choice(AGENTS),
        },
    }
    if relevant:
        found["severity"] = "WARNING"
        found["textPayload"] = "The request was aborted because there was no available instance."
    return found


def entries(rng: random.Random, share: float = 0.001) -> Iterator[dict[str, object]]:
    """Entries of which `share` matter."""
    at = START
    while True:
        at += timedelta(milliseconds=rng.randrange(40))
        yield entry(rng, at, rng.random() < share)


def ndjson(rng: random.Random) -> Iterator[str]:
    """An export with one entry a line."""
    return (json.dumps(item, separators=(",", ":")) for item in entries(rng))


def ndjson_storm(rng: random.Random) -> Iterator[str]:
    """The same with three of ten that matter."""
    return (json.dumps(item, separators=(",", ":")) for item in entries(rng, 0.3))


LINES: dict[str, Callable[[random.Random], Iterator[str]]] = {
    "quiet": quiet,
    "storm": storm,
    "flood": flood,
    "tracebacks": tracebacks,
    "ndjson": ndjson,
    "ndjson-storm": ndjson_storm,
}
PATTERN_BYTES = 8 << 20


def write(kind: str, size: int, folder: Path) -> Path:
    """The log of a kind with about `size` bytes, made once and kept in `folder`."""
    suffix = ".gz" if kind == "gzip" else ".json" if "array" in kind else ".log"
    path = folder / f"{kind}-{size}{suffix}"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    if kind == "gzip":
        part.write_bytes(gzip.compress(write("quiet", size, folder).read_bytes(), 6))
    elif kind in ("pretty-array", "line-array"):
        _array(part, size, indent=2 if kind == "pretty-array" else None)
    else:
        _lines(part, size, LINES[kind](random.Random(7)))
    part.rename(path)
    return path


def _lines(path: Path, size: int, lines: Iterator[str]) -> None:
    """Fresh lines up to 8 MiB, which are then repeated: a scanner must not care."""
    piece: list[str] = []
    length = 0
    while length < min(size, PATTERN_BYTES):
        line = next(lines)
        piece.append(line)
        length += len(line) + 1
    data = ("\n".join(piece) + "\n").encode()
    with path.open("wb") as out:
        for _ in range(max(round(size / len(data)), 1)):
            out.write(data)


def _array(path: Path, size: int, indent: int | None) -> None:
    items = entries(random.Random(7))
    chosen = [next(items) for _ in range(max(min(size, PATTERN_BYTES) // 700, 1))]
    text = json.dumps(chosen, indent=indent, separators=None if indent else (",", ":"))
    inner = text[1:-1].strip("\n").encode()
    joint = b",\n" if indent else b","
    with path.open("wb") as out:
        out.write(b"[\n" if indent else b"[")
        repeats = max(round(size / len(inner)), 1)
        for number in range(repeats):
            out.write((joint if number else b"") + inner)
        out.write(b"\n]\n" if indent else b"]")
