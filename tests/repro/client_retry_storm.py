"""One client asks for the same path again within milliseconds of each 429; the app's limiter does its work."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.app_rate_limit import FLASK, SLOWAPI, asked


def run(out: Path) -> None:
    """Flask-Limiter behind ProxyFix and slowapi, each with the client's real address as key."""
    for variant, source, options, env, packages in (
        (
            "flask-limiter",
            FLASK,
            "-w 1",
            {"LOUD": "1", "TRUST_PROXY": "1"},
            ("gunicorn", "flask-limiter"),
        ),
        (
            "slowapi",
            SLOWAPI,
            "-w 1 -k uvicorn_worker.UvicornWorker",
            {"LOUD": "1"},
            ("gunicorn", "uvicorn", "slowapi"),
        ),
    ):
        log = asked(source, options, env, ("198.51.100.77",), 90)
        servers.keep(
            out,
            variant,
            log,
            servers.versions("gunicorn-23", *packages),
            ["http.429-storm"],
            "client-retry-storm",
        )
