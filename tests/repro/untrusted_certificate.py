"""The certificate of a service is self-signed; each client library says it in its own way."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.certificates import asked, https_server


def run(out: Path) -> None:
    """requests, httpx, urllib and aiohttp."""
    with servers.app_folder() as folder, https_server(folder) as (https, _):
        for package in ("requests", "httpx", "urllib", "aiohttp"):
            log = asked(f"/{package}", f"https://127.0.0.1:{https}/v1/rates", {}, {https: 8443})
            software = servers.versions(
                "gunicorn-23", "gunicorn", "flask", *([] if package == "urllib" else [package])
            )
            servers.keep(out, package, log, software, ["app.tls-failure"], "untrusted-certificate")
