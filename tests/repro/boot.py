"""Apps that do not boot, for the scripts about start-up: one server, one broken app, the log until it gives up."""

from __future__ import annotations

from repro import servers


def failing(
    stack: str,
    server: str,
    sources: dict[str, str],
    target: str = "app:app",
    options: str = "",
    env: dict[str, str] | None = None,
) -> str:
    """The log of Gunicorn or Uvicorn started on an app that cannot be loaded."""
    port = servers.free_port()
    with servers.app_folder(**sources) as folder:
        start = servers.gunicorn if server == "gunicorn" else servers.uvicorn
        running = start(
            stack, folder, port, options, target, env, ready="Shutting down: Master|never printed"
        )
        running.stop(seconds=8)
        return running.text({port: 8000})
