"""Asking an app for /items while something is wrong with its database, for the scripts about databases."""

from __future__ import annotations

import time
from collections.abc import Callable

from repro import servers


def asked(
    source: str,
    options: str,
    url: str,
    ports: dict[int, int],
    *,
    times: int = 3,
    env: dict[str, str] | None = None,
    before: Callable[[int], None] | None = None,
) -> str:
    """The log of the app on Gunicorn 23 asked some times for `/` and `/items`; `before` is called with each round's number."""
    port = servers.free_port()
    with servers.app_folder(app=source) as folder:
        running = servers.gunicorn(
            "gunicorn-23",
            folder,
            port,
            options,
            env={"DATABASE_URL": url, **(env or {})},
            ready="startup complete|Booting worker|Shutting down",
        )
        time.sleep(0.7)
        for number in range(times):
            if before:
                before(number)
            servers.get(port, "/")
            servers.get(port, "/items", 12)
        running.stop()
    return running.text({port: 8000, **ports})
