"""time.sleep in an `async def` endpoint stops a UvicornWorker until Gunicorn aborts it, with and without a core dump."""

from __future__ import annotations

from pathlib import Path

from repro import servers

APP = """
import logging, time
from fastapi import FastAPI

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s [%(process)d] %(message)s")
app = FastAPI()
log = logging.getLogger("faces")


@app.get("/health")
async def health():
    return {"ok": True}


@app.post("/match")
async def match():
    log.info("matching 1 face against 4000 encodings")
    time.sleep(20)
    return {"match": None}
"""


def run(out: Path) -> None:
    """Gunicorn 21.2 with and without core dumps (code 134, SIGABRT), 23, and the newest."""
    for variant, stack, worker, cores in (
        ("gunicorn-21-core-dump", "gunicorn-21", "uvicorn.workers.UvicornWorker", "unlimited"),
        ("gunicorn-21-no-core", "gunicorn-21", "uvicorn.workers.UvicornWorker", "0"),
        ("gunicorn-23-no-core", "gunicorn-23", "uvicorn_worker.UvicornWorker", "0"),
        ("gunicorn-23-core-dump", "gunicorn-23", "uvicorn_worker.UvicornWorker", "unlimited"),
        ("gunicorn-27", "gunicorn-26", "uvicorn_worker.UvicornWorker", "0"),
    ):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            prefix = ["sh", "-c", f'ulimit -c {cores}; exec "$@"', "sh"]
            running = servers.gunicorn(
                stack,
                folder,
                port,
                f"-w 2 --timeout 4 -k {worker}",
                prefix=prefix,
                ready="startup complete",
            )
            running.wait_for("startup complete", count=2)
            servers.get(port, "/health")
            servers.get(port, "/match", 12, "POST", b"{}")
            running.wait_for("startup complete", 8, count=3)
            servers.get(port, "/health")
            running.stop()
        log = running.text({port: 8080})
        software = servers.versions(stack, "gunicorn", "uvicorn", "fastapi")
        findings = ["gunicorn.worker-timeout", "gunicorn.worker-sigabrt"]
        servers.keep(out, variant, log, software, findings, "blocking-call-in-event-loop")
