"""An async function is called without await: a warning, or an object that is not what the code expects."""

from __future__ import annotations

from pathlib import Path

from repro import servers

APP = """
from fastapi import FastAPI

app = FastAPI()


async def send_receipt(order):
    print("receipt sent", order)


async def load_order(number):
    return {"id": number, "total": 10}


@app.post("/orders", status_code=202)
async def order():
    send_receipt(7)
    return {"accepted": True}


@app.get("/orders/{number}")
async def total(number: int):
    return {"total": load_order(number)["total"]}
"""


def run(out: Path) -> None:
    """The forgotten receipt, and the coroutine that is subscripted."""
    for variant, path, method, findings in (
        ("uvicorn-warning", "/orders", "POST", ["app.job-silent"]),
        ("uvicorn-subscripted", "/orders/3", "GET", ["app.unhandled-exception"]),
    ):
        port = servers.free_port()
        with servers.app_folder(app=APP) as folder:
            running = servers.uvicorn("gunicorn-23", folder, port)
            for _ in range(3):
                servers.get(port, path, 5, method)
            running.stop()
        software = servers.versions("gunicorn-23", "uvicorn", "fastapi")
        servers.keep(
            out, variant, running.text({port: 8000}), software, findings, "coroutine-never-awaited"
        )
