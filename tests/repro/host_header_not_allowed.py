"""Django refuses the host name of the platform's health check; and, harmless, the names that scanners make up."""

from __future__ import annotations

from pathlib import Path

from repro import servers

APP = """
from django.conf import settings

settings.configure(DEBUG=False, SECRET_KEY="x" * 50, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["shop.example.com"], USE_TZ=True, TIME_ZONE="UTC",
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    LOGGING={"version": 1, "disable_existing_loggers": False, "handlers": {"console": {"class": "logging.StreamHandler"}},
             "root": {"handlers": ["console"], "level": "INFO"}})
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("", lambda request: HttpResponse("ok")), path("health", lambda request: HttpResponse("ok"))]
app = get_wsgi_application()
"""


def run(out: Path) -> None:
    """Host healthcheck.railway.app is the platform's; hosts 203.0.113.9 and shop.example.net are not ours to serve."""
    for variant, hosts, findings, cause, incidents in (
        (
            "railway-health-check",
            ["healthcheck.railway.app"] * 6,
            ["app.host-not-allowed"],
            "host-header-not-allowed",
            1,
        ),
        (
            "scanners",
            ["203.0.113.9", "shop.example.com", "cdn.example.net", "shop.example.com"],
            [],
            None,
            0,
        ),
    ):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            running = servers.gunicorn("gunicorn-23", folder, port, "-w 1")
            for host in hosts:
                servers.get(
                    port,
                    "/health",
                    5,
                    headers={"Host": host, "User-Agent": "RailwayHealthCheck/1.0"}
                    if cause
                    else {"Host": host},
                )
            running.stop()
        software = servers.versions("gunicorn-23", "gunicorn", "django")
        servers.keep(out, variant, running.text({port: 8000}), software, findings, cause, incidents)
