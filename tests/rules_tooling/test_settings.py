"""Settings files become facts with file and line; what cannot be told is left out or remarked."""

from __future__ import annotations

from pathlib import Path

import pytest

from logscan.errors import UsageError
from logscan.model import Fact, Value
from logscan.parsers.settings import expanded, read
from logscan.parsers.settings._command import command_settings


def told(tmp_path: Path, name: str, text: str) -> dict[str, tuple[Value, int]]:
    """Facts of a settings file by name."""
    path = tmp_path / name
    path.write_text(text)
    settings = read([str(path)])
    assert settings.remarks == ()
    return {fact.name: (fact.value, fact.line) for fact in settings.facts}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            "gunicorn -w 4 -k uvicorn.workers.UvicornWorker -t 120 app:app",
            {"workers": 4, "worker_class": "uvicorn.workers.UvicornWorker", "timeout": 120},
        ),
        (
            "gunicorn app:app --workers=2 --timeout=0 --bind 0.0.0.0:$PORT --preload",
            {"workers": 2, "timeout": 0, "bind": "0.0.0.0:$PORT", "preload_app": True},
        ),
        ("/venv/bin/gunicorn -w4 -b:8000 app:app", {"workers": 4, "bind": ":8000"}),
        (
            "python manage.py migrate && gunicorn app --threads 8 && echo --workers 9",
            {"threads": 8},
        ),
        ('sh -c "exec gunicorn app:app --workers ${WEB_CONCURRENCY:-3}"', {"workers": 3}),
        ("gunicorn 'unclosed --workers 2", {"workers": 2}),
    ],
)
def test_gunicorn_commands(command: str, expected: dict[str, Value]) -> None:
    """Flags in each of their forms, up to the end of the command."""
    found = {
        name.removeprefix("gunicorn."): value
        for name, value, _ in command_settings(command, 1)
        if name.startswith("gunicorn.")
    }
    assert found == expected


def test_environment_of_a_command() -> None:
    """WEB_CONCURRENCY and GUNICORN_CMD_ARGS count where no flag says otherwise."""
    env = {"WEB_CONCURRENCY": "2", "GUNICORN_CMD_ARGS": "--timeout 90 --threads 4"}
    found = dict(f[:2] for f in command_settings("gunicorn app:app --timeout 30", 1, env))
    assert found["gunicorn.workers"] == 2
    assert found["gunicorn.timeout"] == 30
    assert found["gunicorn.threads"] == 4


def test_development_servers_are_told() -> None:
    """`flask run` and `manage.py runserver` are no production servers."""
    for command in ("flask run --port 5000", "python manage.py runserver 0.0.0.0:8000"):
        assert ("start.server", "development", 1) in command_settings(command, 1)


def test_a_command_among_facts_is_expanded() -> None:
    """What a log line says of the start command says its settings."""
    fact = Fact("start.command", "gunicorn app:app -w 3", "app.log", 7, 5.0)
    facts = list(expanded([fact]))
    assert Fact("gunicorn.workers", 3, "app.log", 7, 5.0) in facts
    assert facts[0] == fact


def test_gunicorn_conf(tmp_path: Path) -> None:
    """Literals, names, arithmetic and defaults are understood, and nothing is run."""
    text = (
        "import multiprocessing, os\n"
        "timeout = 60 * 2\n"
        "workers = int(os.environ.get('WEB_CONCURRENCY', '3'))\n"
        "threads = multiprocessing.cpu_count() * 2 + 1\n"
        "port = os.getenv('PORT', '8000')\n"
        "bind = f'0.0.0.0:{port}'\n"
        "worker_class: str = 'gthread'\n"
        "keepalive = None or 5\n"
        f"open({str(tmp_path / 'ran')!r}, 'w').close()\n"
    )
    assert told(tmp_path, "gunicorn.conf.py", text) == {
        "gunicorn.timeout": (120, 2),
        "gunicorn.workers": (3, 3),
        "gunicorn.bind": ("0.0.0.0:8000", 6),
        "gunicorn.worker_class": ("gthread", 7),
        "gunicorn.keepalive": (5, 8),
    }
    assert not (tmp_path / "ran").exists()


def test_gunicorn_conf_cannot_exhaust_memory(tmp_path: Path) -> None:
    """Repeated strings and giant powers are not worked out."""
    assert told(tmp_path, "conf.py", "bind = 'x' * 10**9\ntimeout = 9 ** 9 ** 9\n") == {}


def test_procfile(tmp_path: Path) -> None:
    """The web process counts."""
    facts = told(tmp_path, "Procfile", "worker: celery -A app worker\nweb: gunicorn app -w 2\n")
    assert facts["gunicorn.workers"] == (2, 2)


def test_render_yaml(tmp_path: Path) -> None:
    """Plan, memory and start command of the web service, with its variables."""
    text = """\
services:
  - type: worker
    startCommand: celery worker
  - type: web
    plan: starter
    startCommand: gunicorn app:app --timeout 120
    envVars:
      - key: WEB_CONCURRENCY
        value: "4"
"""
    facts = told(tmp_path, "render.yaml", text)
    assert facts["cloud.platform"] == ("render", 4)
    assert facts["cloud.plan"] == ("starter", 5)
    assert facts["memory.limit_mib"] == (512, 5)
    assert facts["gunicorn.timeout"] == (120, 6)
    assert facts["gunicorn.workers"] == (4, 6)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "railway.json",
            '{\n "deploy": {\n  "startCommand": "gunicorn a:a -t 90",\n'
            '  "healthcheckTimeout": 300\n }\n}\n',
        ),
        (
            "railway.toml",
            '\n[deploy]\nstartCommand = "gunicorn a:a -t 90"\nhealthcheckTimeout = 300\n',
        ),
    ],
)
def test_railway(tmp_path: Path, name: str, text: str) -> None:
    """Both forms of Railway's file say the same."""
    facts = told(tmp_path, name, text)
    assert facts["cloud.platform"] == ("railway", 1)
    assert facts["gunicorn.timeout"] == (90, 3)
    assert facts["health_check.timeout"] == (300, 4)


def test_cloud_run(tmp_path: Path) -> None:
    """Concurrency, timeout, instances, memory and command of a service."""
    text = """\
apiVersion: serving.knative.dev/v1
kind: Service
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/maxScale: '10'
    spec:
      containerConcurrency: 80
      timeoutSeconds: 300
      containers:
        - args: [gunicorn, 'app:app', --workers, '1']
          resources:
            limits: {memory: 1Gi, cpu: '1'}
"""
    facts = told(tmp_path, "service.yaml", text)
    assert facts["cloudrun.concurrency"] == (80, 9)
    assert facts["cloudrun.timeout"] == (300, 10)
    assert facts["cloudrun.max_instances"] == (10, 7)
    assert facts["memory.limit_mib"] == (1024, 14)
    assert facts["gunicorn.workers"] == (1, 12)


def test_dockerfile(tmp_path: Path) -> None:
    """The last stage counts; ENTRYPOINT and CMD make one command."""
    text = """\
FROM python:3.12 AS build
CMD ["gunicorn", "old:app", "-w", "9"]
FROM python:3.12-slim
ENV WEB_CONCURRENCY=2 PORT=8080
ENTRYPOINT ["gunicorn", "app:app"]
CMD ["--timeout", "45", \\
     "--bind", "0.0.0.0:8080"]
"""
    facts = told(tmp_path, "Dockerfile", text)
    assert facts["gunicorn.timeout"] == (45, 6)
    assert facts["gunicorn.workers"] == (2, 6)
    assert facts["gunicorn.bind"] == ("0.0.0.0:8080", 6)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("conf.py", "workers = ("),
        ("render.yaml", "a: [1"),
        ("render.yaml", "services: 3"),
        ("railway.json", "{"),
        ("railway.toml", "a = "),
        ("Dockerfile", "nothing"),
        ("Procfile", ""),
        ("notes.txt", "x"),
        ("s.yaml", "apiVersion: serving.knative.dev/v1\n"),
    ],
)
def test_what_is_not_understood_is_a_remark(tmp_path: Path, name: str, text: str) -> None:
    """A file that cannot be read stops nothing."""
    path = tmp_path / name
    path.write_text(text)
    facts, remarks = read([str(path)])
    assert len(remarks) == 1
    assert str(path) in remarks[0]
    assert all(fact.name == "cloud.platform" for fact in facts)


def test_a_file_that_does_not_exist_is_misuse(tmp_path: Path) -> None:
    """As with logs."""
    with pytest.raises(UsageError, match=r"no such settings file: .*gone\.py"):
        read([str(tmp_path / "gone.py")])
