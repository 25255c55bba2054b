"""The app's own limiter answers 429 to many clients: Flask-Limiter (heard and unheard), slowapi."""

from __future__ import annotations

from pathlib import Path

from repro import servers

FLASK = """
import logging, os, sys
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix

if os.environ.get("LOUD"):
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(name)s %(message)s")
app = Flask(__name__)
if os.environ.get("TRUST_PROXY"):
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1)
key = (lambda: "api") if os.environ.get("ONE_KEY") else get_remote_address
limiter = Limiter(key, app=app, default_limits=["20 per minute"])


@app.get("/api/prices")
def prices():
    return "9.50"
"""
SLOWAPI = """
import logging, os, sys
from fastapi import FastAPI, Request
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

if os.environ.get("LOUD"):
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(name)s %(message)s")
limiter = Limiter(key_func=(lambda request: "api") if os.environ.get("ONE_KEY") else get_remote_address)
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)


@app.get("/api/prices")
@limiter.limit("20/minute")
async def prices(request: Request):
    return 9.5
"""
FORMAT = '%({x-forwarded-for}i)s_-_-_%(t)s_"%(r)s"_%(s)s_%(b)s_"%(a)s"'
CROWD = tuple(f"198.51.100.{number}" for number in range(1, 36))


def asked(
    source: str, options: str, env: dict[str, str], clients: tuple[str, ...], times: int = 70
) -> str:
    """The log of the limited app while the clients ask in turn, some fifteen times a second."""
    port = servers.free_port()
    with servers.app_folder(app=source) as folder:
        (folder / "gunicorn.conf.py").write_text(
            f"access_log_format = {FORMAT.replace('_', ' ')!r}\n"
        )
        running = servers.gunicorn("gunicorn-23", folder, port, options, env=env)
        for number in range(times):
            client = clients[number % len(clients)]
            servers.get(
                port,
                "/api/prices",
                headers={
                    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)",
                    "X-Forwarded-For": client,
                },
            )
            running.wait_for("never printed", 0.05)
        running.stop()
    return running.text({port: 8000})


def run(out: Path) -> None:
    """35 clients share one limit; with the limiter's logger unheard (as slowapi's is too by default) only the access log speaks."""
    findings, cause = ["http.429-storm"], "app-rate-limit"
    for variant, source, options, env, packages in (
        ("flask-limiter", FLASK, "-w 1", {"LOUD": "1"}, ("gunicorn", "flask-limiter")),
        ("flask-limiter-unheard", FLASK, "-w 1", {}, ("gunicorn", "flask-limiter")),
        (
            "slowapi",
            SLOWAPI,
            "-w 1 -k uvicorn_worker.UvicornWorker",
            {"LOUD": "1"},
            ("gunicorn", "uvicorn", "slowapi"),
        ),
    ):
        log = asked(source, options, {"ONE_KEY": "1", **env}, CROWD)
        servers.keep(out, variant, log, servers.versions("gunicorn-23", *packages), findings, cause)
