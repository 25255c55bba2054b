"""The name of one service does not exist, while other names resolve."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.certificates import asked
from repro.db_apps import DRIVERS
from repro.db_asking import asked as asked_database

REDIS = """
import redis
from flask import Flask

app = Flask(__name__)
cache = redis.Redis.from_url("redis://cache.shop.invalid:6379/0")


@app.get("/")
def home():
    return "ok"


@app.get("/items")
def items():
    return cache.get("items") or b""
"""


def run(out: Path) -> None:
    """HTTP clients, Redis, and each database driver."""
    findings, cause = ["app.dns-failure"], "wrong-hostname"
    for package in ("requests", "httpx", "urllib", "aiohttp"):
        log = asked(f"/{package}", "http://rates.shop.invalid/v1/rates", {})
        software = servers.versions(
            "gunicorn-23", "gunicorn", "flask", *([] if package == "urllib" else [package])
        )
        servers.keep(out, package, log, software, findings, cause)
    log = asked_database(REDIS, "-w 1 --threads 2", "", {}, times=2)
    servers.keep(
        out, "redis-py", log, servers.versions("gunicorn-23", "gunicorn", "redis"), findings, cause
    )
    for name, source, scheme, options, package in DRIVERS:
        log = asked_database(
            source, options, f"{scheme}://shop:example@db.shop.invalid:5432/shop", {}, times=2
        )
        software = servers.versions("gunicorn-23", "gunicorn", package)
        servers.keep(out, f"database-{name}", log, software, findings, cause)
