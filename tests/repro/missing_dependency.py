"""A third-party package that the app imports is not installed."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.boot import failing

APP = """
from flask import Flask
from app_mail import send

app = Flask(__name__)
"""
MAIL = """
import boto3


def send(address):
    boto3.client("ses").send_email(Destination={"ToAddresses": [address]})
"""
FORM = """
from fastapi import FastAPI, Form

app = FastAPI()


@app.post("/login")
async def login(user: str = Form()):
    return user
"""


def run(out: Path) -> None:
    """Gunicorn 20.1, 23, newest; Uvicorn alone; and FastAPI's own wording for python-multipart."""
    findings, cause = ["app.import-error", "gunicorn.worker-boot-failed"], "missing-dependency"
    sources = {"app": APP, "app_mail": MAIL}
    for variant, stack in (
        ("gunicorn-20", "gunicorn-20"),
        ("gunicorn-23", "gunicorn-23"),
        ("gunicorn-27", "gunicorn-26"),
    ):
        servers.keep(
            out,
            variant,
            failing(stack, "gunicorn", sources, options="-w 2"),
            servers.versions(stack, "gunicorn"),
            findings,
            cause,
        )
    uvicorn = {"app": FORM.replace("FastAPI, Form", "FastAPI, Form\nimport stripe")}
    software = servers.versions("uvicorn-bare", "uvicorn", "fastapi")
    servers.keep(
        out,
        "uvicorn-0.35",
        failing("uvicorn-bare", "uvicorn", uvicorn),
        software,
        ["app.import-error"],
        cause,
    )
    servers.keep(
        out,
        "uvicorn-0.35-multipart",
        failing("uvicorn-bare", "uvicorn", {"app": FORM}),
        software,
        ["app.import-error"],
        cause,
    )
