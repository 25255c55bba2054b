"""The mail server refuses the connection at once, or its name does not exist; the app does not catch it."""

from __future__ import annotations

from pathlib import Path

from repro import servers
from repro.smtp_no_timeout import FLASK


def fail(host: str, smtp_port: int) -> str:
    port = servers.free_port()
    with servers.app_folder(app=FLASK) as folder:
        env = {"SMTP_HOST": host, "SMTP_PORT": str(smtp_port)}
        running = servers.gunicorn("gunicorn-23", folder, port, "-w 2", env=env)
        for _ in range(3):
            servers.get(port, "/api/register", 10, "POST", b"{}")
            servers.get(port, "/")
        running.stop()
    return running.text({port: 8000, smtp_port: 587})


def run(out: Path) -> None:
    """A refused port (cause open: the log cannot tell a wrong port from a stopped server) and a dead name."""
    software = servers.versions("gunicorn-23", "gunicorn", "flask")
    servers.keep(
        out,
        "refused",
        fail("127.0.0.1", servers.free_port()),
        software,
        ["smtp.timeout", "app.unhandled-exception"],
        None,
    )
    servers.keep(
        out,
        "dead-name",
        fail("smtp.example.invalid", 587),
        software,
        ["app.dns-failure"],
        "wrong-smtp-host",
    )
