"""A mail client without a timeout waits for a server that accepts and never answers, or never accepts."""

from __future__ import annotations

from pathlib import Path

from repro import servers

FLASK = """
import logging, os, smtplib
from flask import Flask, jsonify

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s [%(process)d] %(name)s: %(message)s")
app = Flask(__name__)
log = logging.getLogger("accounts")


def send_welcome(address):
    log.info("connecting to SMTP server %s:%s", os.environ["SMTP_HOST"], os.environ["SMTP_PORT"])
    with smtplib.SMTP(os.environ["SMTP_HOST"], int(os.environ["SMTP_PORT"])) as mail:
        mail.sendmail("shop@example.com", [address], "Subject: Welcome\\n\\nHello")
    log.info("mail sent")


@app.get("/")
def home():
    return "shop"


@app.post("/api/register")
def register():
    log.info("new account, sending confirmation")
    send_welcome("user@example.com")
    return jsonify(ok=True), 201
"""
FLASK_MAIL = """
import os
from flask import Flask
from flask_mail import Mail, Message

app = Flask(__name__)
app.config.update(MAIL_SERVER=os.environ["SMTP_HOST"], MAIL_PORT=int(os.environ["SMTP_PORT"]), MAIL_DEFAULT_SENDER="shop@example.com")
mail = Mail(app)


@app.get("/")
def home():
    return "shop"


@app.post("/api/register")
def register():
    mail.send(Message("Welcome", recipients=["user@example.com"], body="Hello"))
    return "ok", 201
"""
DJANGO = """
import os
from django.conf import settings

settings.configure(DEBUG=False, SECRET_KEY="x" * 50, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[],
                   EMAIL_HOST=os.environ["SMTP_HOST"], EMAIL_PORT=int(os.environ["SMTP_PORT"]))
from django.core.mail import send_mail
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path


def home(request):
    return HttpResponse("shop")


def register(request):
    send_mail("Welcome", "Hello", "shop@example.com", ["user@example.com"])
    return HttpResponse("ok")


urlpatterns = [path("", home), path("api/register", register)]
app = get_wsgi_application()
"""


def hang(stack: str, source: str, smtp_port: int) -> str:
    port = servers.free_port()
    with servers.app_folder(app=source) as folder:
        env = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(smtp_port)}
        running = servers.gunicorn(stack, folder, port, "-w 2 --timeout 3", env=env)
        servers.get(port, "/")
        servers.get(port, "/api/register", 10, "POST", b"{}")
        running.wait_for("exited with code 1|Booting worker", 8, count=3)
        servers.get(port, "/")
        running.stop()
    return running.text({port: 8000, smtp_port: 587})


def run(out: Path) -> None:
    """Five variants: three ways to send on Gunicorn 23 and Flask on 20.1, and a connect that hangs."""
    listener, silent = servers.silent_server()
    proven = ["gunicorn.worker-timeout", "smtp.timeout"]
    for variant, stack, source, package, findings, cause in (
        (
            "gunicorn-20-smtplib",
            "gunicorn-20",
            FLASK,
            "flask",
            ["gunicorn.worker-timeout", "smtp.silent"],
            None,
        ),
        ("gunicorn-23-smtplib", "gunicorn-23", FLASK, "flask", proven, "smtp-no-timeout"),
        (
            "gunicorn-23-flask-mail",
            "gunicorn-23",
            FLASK_MAIL,
            "flask-mail",
            proven,
            "smtp-no-timeout",
        ),
        ("gunicorn-23-django", "gunicorn-23", DJANGO, "django", proven, "smtp-no-timeout"),
    ):
        software = servers.versions(stack, "gunicorn", package)
        servers.keep(out, variant, hang(stack, source, silent), software, findings, cause)
    listener.close()
    with servers.full_server() as dropping:
        software = servers.versions("gunicorn-23", "gunicorn", "flask")
        log = hang("gunicorn-23", FLASK, dropping)
        servers.keep(out, "gunicorn-23-connect-hangs", log, software, proven, "smtp-no-timeout")
