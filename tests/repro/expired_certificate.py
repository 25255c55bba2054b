"""The certificate of a service has expired, its issuer is trusted."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.certificates import asked, https_server


def run(out: Path) -> None:
    """requests, httpx and urllib; openssl's clock is set back by Debian's faketime to make the certificate."""
    with servers.app_folder() as folder, expired(folder) as (https, certificate):
        for package in ("requests", "httpx", "urllib"):
            env = {"CA": str(certificate), "SSL_CERT_FILE": str(certificate)}
            log = asked(f"/{package}", f"https://127.0.0.1:{https}/v1/rates", env, {https: 8443})
            software = servers.versions(
                "gunicorn-23", "gunicorn", "flask", *([] if package == "urllib" else [package])
            )
            servers.keep(out, package, log, software, ["app.tls-failure"], "expired-certificate")


def expired(folder: Path) -> object:
    """An HTTPS server whose certificate ended in January 2025."""
    return https_server(folder, "faketime", "2025-01-01")
