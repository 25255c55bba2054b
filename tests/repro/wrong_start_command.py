"""The start command names a module, an attribute, a worker class or a port that is not there."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.boot import failing

APP = """
from flask import Flask

application = Flask(__name__)
"""


def run(out: Path) -> None:
    """Wrong module and wrong attribute on Gunicorn 20.1, 23 and newest and on Uvicorn; arguments that cannot be."""
    failed, command, cause = (
        "gunicorn.worker-boot-failed",
        "app.start-command-failed",
        "wrong-start-command",
    )
    sources = {"main": APP}
    for stack, name in (
        ("gunicorn-20", "gunicorn-20"),
        ("gunicorn-23", "gunicorn-23"),
        ("gunicorn-26", "gunicorn-27"),
    ):
        software = servers.versions(stack, "gunicorn")
        for variant, target, findings in (
            ("no-module", "app:app", [failed, "app.import-error"]),
            ("no-attribute", "main:app", [failed]),
        ):
            servers.keep(
                out,
                f"{name}-{variant}",
                failing(stack, "gunicorn", sources, target),
                software,
                findings,
                cause,
            )
    software = servers.versions("gunicorn-23", "gunicorn")
    for variant, options in (
        ("no-worker-class", "-k uvicorn.workers.UvicornWorkers"),
        ("port-not-expanded", "-b 0.0.0.0:$PORT"),
        ("unknown-argument", "--preload-app"),
        ("ambiguous-argument", "--worker 4"),
        ("no-config-file", "-c gunicorn_prod.conf.py"),
        ("no-folder", "--chdir /srv/backend"),
    ):
        servers.keep(
            out,
            f"gunicorn-23-{variant}",
            failing("gunicorn-23", "gunicorn", sources, "main:application", options),
            software,
            [command],
            cause,
        )
    software = servers.versions("gunicorn-23", "uvicorn")
    for variant, target, options, findings in (
        ("no-module", "app:app", "", [failed]),
        ("no-attribute", "main:app", "", [failed]),
        ("no-colon", "main", "", [command]),
        ("port-not-expanded", "main:application", "--port $PORT", [command]),
    ):
        servers.keep(
            out,
            f"uvicorn-0.35-{variant}",
            failing("gunicorn-23", "uvicorn", sources, target, options),
            software,
            findings,
            cause,
        )
