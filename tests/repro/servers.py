"""Real servers on loopback: one virtual environment per stack, processes, what they printed, and the sample folder.

Environments live in the folder named by LOGSCAN_REPRO_CACHE (default: a folder in the system's temporary directory)
and are made at first use, which needs PyPI. Everything kept is cleaned of this machine's paths and name.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

CACHE = Path(os.environ.get("LOGSCAN_REPRO_CACHE") or Path(tempfile.gettempdir()) / "logscan-repro")

FRAMEWORKS = (
    "flask",
    "flask-cors",
    "requests",
    "httpx",
    "fastapi",
    "structlog",
    "python-json-logger",
    "gevent",
)
DATABASES = (
    "psycopg2-binary",
    "psycopg[binary,pool]",
    "asyncpg",
    "sqlalchemy",
    "greenlet",
    "redis",
    "celery",
    "rq",
)
STACKS: dict[str, tuple[str, ...]] = {
    "gunicorn-20": (
        "gunicorn==20.1.0",
        "setuptools<70",
        "flask",
        "requests",
        "gevent",
        "django",
        "psycopg2-binary",
    ),
    "gunicorn-21": ("gunicorn==21.2.0", "uvicorn==0.30.6", "websockets", *FRAMEWORKS),
    "gunicorn-23": (
        *(
            "gunicorn==23.0.0",
            "uvicorn==0.35.0",
            "uvicorn-worker",
            "websockets",
            "django",
            *FRAMEWORKS,
            *DATABASES,
        ),
        *("flask-limiter", "slowapi", "flask-mail", "pydantic-settings", "aiohttp"),
    ),
    "gunicorn-26": (
        "gunicorn>=26",
        "uvicorn",
        "uvicorn-worker",
        "websockets",
        "django",
        *FRAMEWORKS,
    ),
    "uvicorn-bare": ("uvicorn==0.35.0", "fastapi"),
}


BUILDING = threading.Lock()


def python_of(stack: str) -> Path:
    """The interpreter of a stack's virtual environment, which is made if it is not there."""
    home = CACHE / stack
    with BUILDING:
        if not (home / "ready").exists():
            shutil.rmtree(home, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
            pip = [
                str(home / "bin/python"),
                "-m",
                "pip",
                "install",
                "-q",
                "--disable-pip-version-check",
            ]
            subprocess.run([*pip, *STACKS[stack]], check=True)
            (home / "ready").touch()
    return home / "bin/python"


def versions(stack: str, *packages: str) -> list[str]:
    """`name version` of the packages as installed in the stack, and of its Python."""
    query = "import importlib.metadata as m, sys; print('\\n'.join(f'{p} {m.version(p)}' for p in sys.argv[1:]))"
    found = subprocess.run(
        [python_of(stack), "-c", query, *packages], check=True, capture_output=True, text=True
    )
    return [*found.stdout.split("\n")[:-1], f"CPython {sys.version.split()[0]}"]


def free_port() -> int:
    """A loopback port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Line:
    """One line of a process: unix time of its arrival, `stdout` or `stderr`, text without the newline."""

    at: float
    stream: str
    text: str


@dataclass
class Running:
    """A started process and the lines that it has printed so far, in order of arrival."""

    process: subprocess.Popen[bytes]
    app: Path
    lines: list[Line] = field(default_factory=list)
    readers: list[threading.Thread] = field(default_factory=list)

    @property
    def pid(self) -> int:
        return self.process.pid

    def read(self, stream: str, pipe: object) -> None:
        for raw in pipe:  # type: ignore[attr-defined]
            text = raw.decode("utf-8", "replace").rstrip("\n")
            self.lines.append(Line(time.time(), stream, clean(text, self.app)))

    def wait_for(self, pattern: str, seconds: float = 30, count: int = 1) -> bool:
        """Whether `count` lines matching the pattern came within the time; ends early when the process does."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if sum(1 for line in list(self.lines) if re.search(pattern, line.text)) >= count:
                return True
            if self.process.poll() is not None:
                time.sleep(0.3)
                return sum(1 for line in list(self.lines) if re.search(pattern, line.text)) >= count
            time.sleep(0.05)
        return False

    def stop(self, sig: int = signal.SIGTERM, seconds: float = 20) -> int:
        """Sends the signal, waits, kills the whole group if it does not end, and returns the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(sig)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait(5)
        for reader in self.readers:
            reader.join(3)
        return int(self.process.returncode)

    def text(self, ports: dict[int, int] | None = None) -> str:
        """What it printed, with chance port numbers replaced by usual ones."""
        return renumbered("".join(line.text + "\n" for line in self.lines), ports or {})


def renumbered(text: str, ports: dict[int, int]) -> str:
    """The text with port numbers replaced."""
    for chance, usual in ports.items():
        text = re.sub(rf"\b{chance}\b", str(usual), text)
    return text


def clean(text: str, app: Path) -> str:
    """The text with the paths and the name of this machine replaced by those of a usual container."""
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    text = re.sub(
        rf"{re.escape(str(CACHE))}/[\w.-]+/lib(64)?/{python}", f"/usr/local/lib/{python}", text
    )
    text = re.sub(rf"{re.escape(str(CACHE))}/[\w.-]+/bin", "/usr/local/bin", text)
    text = text.replace(f"{sys.base_prefix}/lib/{python}", f"/usr/local/lib/{python}")
    text = text.replace(f"{sys.base_prefix}/bin", "/usr/local/bin").replace(str(app), "/app")
    return text.replace(f"@{socket.gethostname()}", "@app-7d9f8b6c5-x2x7k")


def start(
    stack: str,
    arguments: Sequence[str],
    app: Path,
    env: dict[str, str] | None = None,
    prefix: Sequence[str] = (),
) -> Running:
    """Starts `python -m <arguments>` of a stack in the app's folder, in its own process group."""
    program = [*prefix, str(python_of(stack)), "-m", *arguments]
    return start_program(program, app, {"PYTHONUNBUFFERED": "1", **(env or {})})


def start_program(program: Sequence[str], app: Path, env: dict[str, str] | None = None) -> Running:
    """Starts any program in the folder, in its own process group, and collects what it prints."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    process = subprocess.Popen(
        list(program),
        cwd=app,
        env={**inherited, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    running = Running(process, app)
    for stream, pipe in (("stdout", process.stdout), ("stderr", process.stderr)):
        reader = threading.Thread(target=running.read, args=(stream, pipe), daemon=True)
        reader.start()
        running.readers.append(reader)
    return running


@contextlib.contextmanager
def app_folder(**sources: str) -> Iterator[Path]:
    """A temporary folder with `<name>.py` for each source given; it stands for /app in the samples."""
    folder = Path(tempfile.mkdtemp(prefix="repro-app-"))
    try:
        for name, source in sources.items():
            (folder / f"{name}.py").write_text(source.lstrip("\n"))
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def get(
    port: int,
    path: str = "/",
    seconds: float = 30,
    method: str = "GET",
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> int:
    """The status of one request to loopback, 0 when there was no answer within the time."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request(
            method, path, body=body, headers={"User-Agent": "curl/8.5.0", **(headers or {})}
        )
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def in_background(function: object, *arguments: object, **named: object) -> threading.Thread:
    """Runs the function in a daemon thread."""
    thread = threading.Thread(target=function, args=arguments, kwargs=named, daemon=True)  # type: ignore[arg-type]
    thread.start()
    return thread


def silent_server() -> tuple[socket.socket, int]:
    """A listener on loopback that accepts at the TCP level and never says a word; and its port."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    return listener, int(listener.getsockname()[1])


@contextlib.contextmanager
def full_server() -> Iterator[int]:
    """A port of loopback whose accept queue is full, so that further connects hang as if packets were dropped."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    port = int(listener.getsockname()[1])
    waiting = [socket.socket() for _ in range(4)]
    for peer in waiting:
        peer.setblocking(False)
        peer.connect_ex(("127.0.0.1", port))
    try:
        yield port
    finally:
        for peer in (*waiting, listener):
            peer.close()


def gunicorn(
    stack: str,
    folder: Path,
    port: int,
    options: str = "",
    target: str = "app:app",
    env: dict[str, str] | None = None,
    prefix: Sequence[str] = (),
    ready: str = "Booting worker|startup complete",
) -> Running:
    """Gunicorn on the port with an access log on stdout; returns once the pattern was printed, or the server ended."""
    arguments = [
        "gunicorn",
        target,
        "-b",
        f"0.0.0.0:{port}",
        "--access-logfile",
        "-",
        *options.split(),
    ]
    running = start(stack, arguments, folder, env, prefix)
    running.wait_for(ready)
    time.sleep(0.8)
    return running


def uvicorn(
    stack: str,
    folder: Path,
    port: int,
    options: str = "",
    target: str = "app:app",
    env: dict[str, str] | None = None,
    ready: str = "Uvicorn running|rror",
) -> Running:
    """Uvicorn alone on the port."""
    running = start(
        stack,
        ["uvicorn", target, "--host", "0.0.0.0", "--port", str(port), *options.split()],
        folder,
        env,
    )
    running.wait_for(ready)
    time.sleep(0.5)
    return running


def keep(
    out: Path,
    variant: str,
    log: str,
    software: Sequence[str],
    findings: Sequence[str],
    cause: str | None,
    incidents: int = 1,
) -> None:
    """Writes `<variant>.log` and its entry in `expected.yaml`; of an entry that is there only `made` is renewed."""
    if not log.strip():
        raise RuntimeError(f"{out.name}/{variant}: the software printed nothing")
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{variant}.log").write_text(log)
    made = f"  made: {{date: {date.today()}, software: [{', '.join(software)}]}}\n"
    entry = (
        f"- log: {variant}.log\n"
        f"{made}"
        f"  findings: [{', '.join(findings)}]\n"
        f"  cause: {cause or 'null'}\n"
        f"  incidents: {incidents}\n"
    )
    expected = out / "expected.yaml"
    entries = re.findall(
        r"^- log: .*\n(?:  .*\n)*", expected.read_text() if expected.exists() else "", re.M
    )
    others = [old for old in entries if not old.startswith(f"- log: {variant}.log\n")]
    for old in set(entries) - set(others):
        entry = re.sub(r"^  made: .*\n", lambda _: made, old, flags=re.M)
    expected.write_text("".join(sorted([*others, entry])))
    print(f"{out.name}/{variant}: {log.count(chr(10))} lines")
