"""A job handed to an executor raises and nobody looks; beside it what a thread, a task and BackgroundTasks print."""

from __future__ import annotations

from pathlib import Path

from repro import servers

APP = """
import asyncio, gc, logging, threading
from concurrent.futures import ThreadPoolExecutor
from fastapi import BackgroundTasks, FastAPI

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("reports")
app = FastAPI()
pool = ThreadPoolExecutor(4)
jobs = set()


def build(report):
    log.info("job %s started", report)
    rows = {"total": 1}
    log.info("job %s finished: %s", report, rows["sum"])


async def build_soon(report):
    build(report)


@app.post("/executor/{report}", status_code=202)
async def by_executor(report: int):
    pool.submit(build, report)
    return {"accepted": report}


@app.post("/thread/{report}", status_code=202)
async def by_thread(report: int):
    threading.Thread(target=build, args=(report,)).start()
    return {"accepted": report}


@app.post("/task/{report}", status_code=202)
async def by_task(report: int):
    asyncio.create_task(build_soon(report))
    await asyncio.sleep(0.1)
    gc.collect()
    return {"accepted": report}


@app.post("/background/{report}", status_code=202)
async def by_background(report: int, tasks: BackgroundTasks):
    tasks.add_task(build, report)
    return {"accepted": report}
"""


def run(out: Path) -> None:
    """The executor prints nothing at all (the log proves no cause); the others print the exception."""
    for kind, findings, cause in (
        ("executor", ["app.job-silent"], None),
        ("thread", ["app.unhandled-exception"], "code-bug"),
        ("task", ["app.unhandled-exception"], "code-bug"),
        ("background", ["app.unhandled-exception"], "code-bug"),
    ):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            running = servers.uvicorn("gunicorn-23", folder, port)
            for report in range(3):
                servers.get(port, f"/{kind}/{report}", 5, "POST")
            running.wait_for("never printed", 0.5)
            running.stop()
        software = servers.versions("gunicorn-23", "uvicorn", "fastapi")
        servers.keep(out, f"uvicorn-{kind}", running.text({port: 8000}), software, findings, cause)
