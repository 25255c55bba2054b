"""A setting that the app needs at start is missing."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.boot import failing

ENVIRON = """
import os
from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["DATABASE_URL"] = os.environ["DATABASE_URL"]
"""
PYDANTIC = """
from fastapi import FastAPI
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str
    stripe_key: str
    debug: bool = False


settings = Settings()
app = FastAPI()
"""
DJANGO = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
from django.conf import settings
from django.core.signing import Signer
from django.core.wsgi import get_wsgi_application

app = get_wsgi_application()
LINKS = Signer()
"""
DJANGO_SETTINGS = """
import os

DEBUG = False
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "")
ALLOWED_HOSTS = ["*"]
"""
EXITING = """
import os, sys
from flask import Flask

app = Flask(__name__)
if "DATABASE_URL" not in os.environ:
    print("DATABASE_URL is not set, cannot start", file=sys.stderr, flush=True)
    sys.exit(1)
"""


def run(out: Path) -> None:
    """os.environ, pydantic Settings and Django under Gunicorn and Uvicorn; and an app that leaves by sys.exit again and again."""
    findings, cause = ["app.config-missing", "gunicorn.worker-boot-failed"], "missing-env-var"
    given = {"SECRET_KEY": "abc"}
    for variant, stack, server, sources in (
        ("gunicorn-23-environ", "gunicorn-23", "gunicorn", {"app": ENVIRON}),
        ("gunicorn-20-environ", "gunicorn-20", "gunicorn", {"app": ENVIRON}),
        ("gunicorn-23-pydantic", "gunicorn-23", "gunicorn", {"app": PYDANTIC}),
        (
            "gunicorn-23-django",
            "gunicorn-23",
            "gunicorn",
            {"app": DJANGO, "settings": DJANGO_SETTINGS},
        ),
        ("uvicorn-0.35-pydantic", "gunicorn-23", "uvicorn", {"app": PYDANTIC}),
    ):
        software = servers.versions(stack, server)
        expected = findings if server == "gunicorn" else findings[:1]
        servers.keep(
            out, variant, failing(stack, server, sources, env=given), software, expected, cause
        )
    port = servers.free_port()
    with servers.app_folder(app=EXITING) as folder:
        running = servers.gunicorn(
            "gunicorn-23", folder, port, ready="never printed|Booting worker"
        )
        running.wait_for("Booting worker", 6, count=8)
        running.stop()
    expected = ["app.config-missing", "gunicorn.boot-loop"]
    servers.keep(
        out,
        "gunicorn-23-boot-loop",
        running.text({port: 8000}),
        servers.versions("gunicorn-23", "gunicorn"),
        expected,
        cause,
    )
