"""Development servers where production should be: Flask (with its debugger), Django runserver, Uvicorn --reload."""

from __future__ import annotations

from pathlib import Path

from repro import servers

FLASK = """
from flask import Flask

app = Flask(__name__)


@app.get("/")
def home():
    return "ok"
"""
MANAGE = """
import sys
from django.conf import settings

settings.configure(DEBUG=True, SECRET_KEY="x" * 50, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[], USE_TZ=True, TIME_ZONE="UTC")
from django.core.management import execute_from_command_line
from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("", lambda request: HttpResponse("ok"))]
if __name__ == "__main__":
    execute_from_command_line(sys.argv)
"""


def run(out: Path) -> None:
    """Each serves two requests; the log proves the finding, a cause there is none."""
    for variant, arguments, packages in (
        ("flask-run", "flask --app app run --host 0.0.0.0 --port {port}", ("flask", "werkzeug")),
        (
            "flask-debugger",
            "flask --app app --debug run --host 0.0.0.0 --port {port}",
            ("flask", "werkzeug"),
        ),
        ("django-runserver", "manage runserver 0.0.0.0:{port}", ("django",)),
        ("uvicorn-reload", "uvicorn asgi:app --host 0.0.0.0 --port {port} --reload", ("uvicorn",)),
    ):
        port = servers.free_port()
        asgi = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\nasync def home():\n    return 'ok'\n"
        with servers.app_folder(app=FLASK, manage=MANAGE, asgi=asgi) as folder:
            running = servers.start("gunicorn-23", arguments.format(port=port).split(), folder)
            running.wait_for("Running on|startup complete|Quit the server|StatReloader", 8)
            running.wait_for("never printed", 2)
            for path in ("/", "/.env"):
                servers.get(port, path, 5)
            running.stop()
        servers.keep(
            out,
            variant,
            running.text({port: 8000}),
            servers.versions("gunicorn-23", *packages),
            ["app.dev-server"],
            None,
        )
