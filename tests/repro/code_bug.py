"""The app's own code raises: at import, in a request under Flask, FastAPI and Django, in a thread."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.boot import failing

BOOT = """
from flask import Flask

app = Flask(__name__)
logger.info("starting")
"""
FLASK = """
from flask import Flask, jsonify

app = Flask(__name__)
ORDERS = {1: {"total": 10}, 2: {}}


@app.get("/")
def home():
    return "ok"


@app.get("/orders/<int:number>")
def order(number):
    return jsonify(total=gross(ORDERS[number]))


def gross(order):
    return order["total"] * 1.19
"""
FASTAPI = """
from fastapi import FastAPI

app = FastAPI()
RATES = None


@app.get("/")
async def home():
    return "ok"


@app.get("/orders/{number}")
async def order(number: int):
    return {"total": convert(number)}


def convert(number):
    return RATES["EUR"] * number
"""
DJANGO = """
from django.conf import settings

settings.configure(DEBUG=False, SECRET_KEY="x" * 50, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[], LOGGING={
    "version": 1, "disable_existing_loggers": False, "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"}})
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path


def home(request):
    return HttpResponse("ok")


def order(request, number):
    lines = [line for line in range(number)]
    return HttpResponse(average(lines))


def average(values):
    return sum(values) / (len(values) - len(values))


urlpatterns = [path("", home), path("orders/<int:number>", order)]
app = get_wsgi_application()
"""


def requests(stack: str, server: str, source: str, options: str = "") -> str:
    port = servers.free_port()
    with servers.app_folder(app=source) as folder:
        start = servers.gunicorn if server == "gunicorn" else servers.uvicorn
        running = start(stack, folder, port, options)
        for _ in range(4):
            servers.get(port, "/")
            servers.get(port, "/orders/2")
        running.stop()
        return running.text({port: 8000})


def run(out: Path) -> None:
    """NameError at boot, KeyError in Flask, TypeError in FastAPI, ZeroDivisionError in Django; Django without LOGGING says nothing."""
    raised, failed, cause = "app.unhandled-exception", "gunicorn.worker-boot-failed", "code-bug"
    for stack, name in (
        ("gunicorn-20", "gunicorn-20"),
        ("gunicorn-23", "gunicorn-23"),
        ("gunicorn-26", "gunicorn-27"),
    ):
        servers.keep(
            out,
            f"{name}-boot",
            failing(stack, "gunicorn", {"app": BOOT}),
            servers.versions(stack, "gunicorn"),
            [raised, failed],
            cause,
        )
    servers.keep(
        out,
        "uvicorn-0.35-boot",
        failing("gunicorn-23", "uvicorn", {"app": BOOT}),
        servers.versions("gunicorn-23", "uvicorn"),
        [raised],
        cause,
    )
    silent = (
        DJANGO[: DJANGO.index(", LOGGING=")] + ")" + DJANGO[DJANGO.index("\nfrom django.core") :]
    )
    for variant, server, source, options, package, findings, found in (
        ("gunicorn-23-flask", "gunicorn", FLASK, "-w 2", "flask", [raised], cause),
        ("uvicorn-0.35-fastapi", "uvicorn", FASTAPI, "", "fastapi", [raised], cause),
        (
            "gunicorn-23-uvicorn-worker-fastapi",
            "gunicorn",
            FASTAPI,
            "-k uvicorn_worker.UvicornWorker",
            "fastapi",
            [raised],
            cause,
        ),
        ("gunicorn-23-django", "gunicorn", DJANGO, "-w 2", "django", [raised], cause),
        (
            "gunicorn-23-django-no-logging",
            "gunicorn",
            silent,
            "-w 2",
            "django",
            ["log.no-traceback"],
            None,
        ),
    ):
        software = servers.versions("gunicorn-23", server, package)
        servers.keep(
            out,
            variant,
            requests("gunicorn-23", server, source, options),
            software,
            findings,
            found,
        )
