"""The limiter takes the proxy's address for the client's, so that all clients share one limit."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.app_rate_limit import CROWD, FLASK, asked


def run(out: Path) -> None:
    """Flask-Limiter without ProxyFix; the access log shows the forwarded addresses."""
    log = asked(FLASK, "-w 1", {"LOUD": "1"}, CROWD)
    software = servers.versions("gunicorn-23", "gunicorn", "flask-limiter")
    servers.keep(
        out, "flask-limiter", log, software, ["http.429-storm"], "rate-limit-key-is-proxy-ip"
    )
