"""Native code aborts or reads a wrong address: os.abort, a null pointer by ctypes, a double free, with and without faulthandler."""

from __future__ import annotations

from pathlib import Path

from repro import servers

APP = """
import ctypes, faulthandler, os
from flask import Flask

if os.environ.get("FAULTHANDLER_IN_APP"):
    faulthandler.enable()

app = Flask(__name__)


@app.get("/")
def home():
    return "ok"


@app.get("/abort")
def abort():
    os.abort()


@app.get("/resize")
def resize():
    ctypes.string_at(0)


@app.get("/encode")
def encode():
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    block = ctypes.c_void_p(libc.malloc(2000))
    libc.free(block)
    libc.free(block)
    return "encoded"
"""


def run(out: Path) -> None:
    """SIGABRT and SIGSEGV, each with core and without, with faulthandler, and glibc's own words."""
    segv, abrt, cause = ["gunicorn.worker-segv"], ["gunicorn.worker-sigabrt"], "native-crash"
    for variant, stack, path, cores, faulthandler, findings in (
        ("gunicorn-21-abort-core", "gunicorn-21", "/abort", "unlimited", "", abrt),
        ("gunicorn-23-abort", "gunicorn-23", "/abort", "0", "", abrt),
        ("gunicorn-23-segv", "gunicorn-23", "/resize", "0", "", segv),
        ("gunicorn-23-segv-core", "gunicorn-23", "/resize", "unlimited", "", segv),
        (
            "gunicorn-23-segv-faulthandler",
            "gunicorn-23",
            "/resize",
            "0",
            "PYTHONFAULTHANDLER",
            segv,
        ),
        (
            "gunicorn-23-abort-faulthandler",
            "gunicorn-23",
            "/abort",
            "0",
            "PYTHONFAULTHANDLER",
            abrt,
        ),
        (
            "gunicorn-23-abort-faulthandler-in-app",
            "gunicorn-23",
            "/abort",
            "0",
            "FAULTHANDLER_IN_APP",
            abrt,
        ),
        ("gunicorn-23-double-free", "gunicorn-23", "/encode", "0", "", abrt),
        ("gunicorn-20-segv", "gunicorn-20", "/resize", "0", "", segv),
        ("gunicorn-27-segv", "gunicorn-26", "/resize", "0", "", segv),
    ):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            prefix = ["sh", "-c", f'ulimit -c {cores}; exec "$@"', "sh"]
            env = {faulthandler: "1"} if faulthandler else {}
            running = servers.gunicorn(stack, folder, port, "-w 2", env=env, prefix=prefix)
            servers.get(port, "/")
            for number in range(2):
                servers.get(port, path)
                running.wait_for("Booting worker", 5, count=3 + number)
            servers.get(port, "/")
            running.stop()
        servers.keep(
            out,
            variant,
            running.text({port: 8000}),
            servers.versions(stack, "gunicorn", "flask"),
            findings,
            cause,
        )
