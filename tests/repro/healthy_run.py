"""Makes sample_logs/healthy: healthy apps on real servers under visitors, deploys and scanners, in platform envelopes.

`python -m repro.healthy_run [--seconds N] [slug …]` from tests/; all scenarios run at the same time.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from repro import healthy_apps as apps
from repro import healthy_envelopes as envelopes
from repro import servers
from repro.healthy_load import Visitors
from repro.servers import Line

OUT = Path(__file__).parents[2] / "sample_logs" / "healthy"
POSTGRES = Path("/usr/lib/postgresql/15/bin")
LARGE = 200_000


@dataclass(frozen=True)
class Site:
    """A web server that is started several times and visited; platform lines stand around each start and stop."""

    stack: str
    command: str
    source: str
    envelope: envelopes.Envelope
    port: int
    probe: str = "kube-probe/1.33"
    env: dict[str, str] = field(default_factory=dict)
    before: Sequence[str] = ()
    live: Sequence[str] = ()
    after: Sequence[str] = ()
    per_second: float = 9.0
    generations: int = 3
    reload: bool = False
    extras: dict[str, bool] = field(default_factory=dict)

    def lines(self, seconds: float, seed: int) -> list[Line]:
        port = servers.free_port()
        visible: list[Line] = []
        with servers.app_folder(chatter=apps.CHATTER, shop=self.source) as folder:
            for _ in range(self.generations):
                visible += [Line(time.time(), "platform", text) for text in self.before]
                running = servers.start(
                    self.stack,
                    self.command.format(port=port).split(),
                    folder,
                    {"PORT": str(port), **self.env},
                )
                if not running.wait_for(
                    r"startup complete|Booting worker|Uvicorn running|Control socket", 40
                ):
                    raise RuntimeError(f"did not start:\n{running.text()}")
                time.sleep(1)
                live = [Line(time.time(), "platform", text) for text in self.live]
                visitors = Visitors(
                    port, self.per_second, probe=self.probe, seed=seed, **self.extras
                )
                time.sleep(seconds / self.generations / 2)
                if self.reload:
                    running.process.send_signal(signal.SIGHUP)
                time.sleep(seconds / self.generations / 2)
                running.stop(signal.SIGTERM, 40)
                visitors.stop()
                visible += sorted([*running.lines, *live], key=lambda line: line.at)
                visible += [Line(time.time(), "platform", text) for text in self.after]
        return [
            Line(line.at, line.stream, re.sub(rf"\b{port}\b", str(self.port), line.text))
            for line in visible
        ]


def celery_lines(seconds: float, seed: int) -> list[Line]:
    """A Celery worker with beat-like enqueuing over a Redis server, restarted once, as services of one compose file."""
    port = servers.free_port()
    lines: list[Line] = []
    with servers.app_folder(chatter=apps.CHATTER, jobs=apps.CELERY) as folder:
        env = {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
        redis = servers.start_program(
            ["redis-server", "--port", str(port), "--dir", str(folder), "--save", "20 50"], folder
        )
        redis.wait_for("Ready to accept")
        feed = (
            "import jobs,time,sys\nend=time.time()+float(sys.argv[1])\nn=0\nwhile time.time()<end:\n"
            " n+=1; jobs.send_invoice.delay(n); time.sleep(0.35)\n"
            " if n%5==0: jobs.fetch_prices.delay('feed-%d'%n)\n if n%40==0: jobs.report_errors.delay('2026-11-24')\n"
            " if n%25==0: jobs.cleanup_failed_uploads.delay()\n"
        )
        for _ in range(2):
            worker = servers.start(
                "gunicorn-23",
                ["celery", "-A", "jobs", "worker", "-l", "DEBUG", "-c", "2"],
                folder,
                env,
            )
            worker.wait_for("ready")
            subprocess.run(
                [servers.python_of("gunicorn-23"), "-c", feed, str(seconds / 2)],
                cwd=folder,
                env={**env, "PATH": "/usr/bin:/bin"},
                check=True,
            )
            worker.stop(signal.SIGTERM, 30)
            lines += [Line(line.at, "worker-1", line.text) for line in worker.lines]
        redis.stop()
        lines += [Line(line.at, "redis-1", line.text) for line in redis.lines]
    return [
        Line(line.at, line.stream, line.text.replace(str(port), "6379"))
        for line in sorted(lines, key=lambda line: line.at)
    ]


def rq_lines(seconds: float, seed: int) -> list[Line]:
    """An RQ worker that resizes images, one warm shutdown in the middle."""
    port = servers.free_port()
    lines: list[Line] = []
    with servers.app_folder(chatter=apps.CHATTER, work=apps.RQ) as folder:
        redis = servers.start_program(["redis-server", "--port", str(port), "--save", ""], folder)
        redis.wait_for("Ready to accept")
        feed = (
            "import rq,redis,time,sys,work\nq=rq.Queue(connection=redis.Redis(port=int(sys.argv[2])))\n"
            "end=time.time()+float(sys.argv[1])\nn=0\nwhile time.time()<end:\n n+=1\n"
            " q.enqueue(work.resize_image,'img-%d.png'%n,result_ttl=30); time.sleep(0.55)\n"
            " if n%20==0: q.enqueue(work.retry_failed_payments)\n"
        )
        for _ in range(2):
            start = ["rq.cli", "worker", "--url", f"redis://127.0.0.1:{port}", "--name", "worker-a"]
            worker = servers.start("gunicorn-23", start, folder)
            worker.wait_for("Listening on|\\*\\*\\*")
            subprocess.run(
                [servers.python_of("gunicorn-23"), "-c", feed, str(seconds / 2), str(port)],
                cwd=folder,
                check=True,
            )
            worker.stop(signal.SIGTERM, 30)
            lines += worker.lines
        redis.stop()
    return [Line(line.at, line.stream, line.text.replace(str(port), "6379")) for line in lines]


def desk_lines(seconds: float, seed: int) -> list[Line]:
    """A program without a web server that quotes its users' error messages."""
    with servers.app_folder(desk=apps.SUPPORT) as folder:
        desk = servers.start("gunicorn-23", ["desk", "2300", str(seconds / 2300)], folder)
        desk.process.wait()
        desk.stop()
        return desk.lines


def postgres_lines(seconds: float, seed: int) -> list[Line]:
    """PostgreSQL with everything logged, a script that uses it, a reload, a fast restart, handled duplicate keys."""
    port = servers.free_port()
    with servers.app_folder() as folder:
        data = folder / "data"
        data.mkdir()
        for path in (folder, data):
            shutil.chown(path, "postgres")
        as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        subprocess.run(
            [*as_postgres, POSTGRES / "initdb", "-A", "trust", "-D", data],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        options = [
            "log_connections=on",
            "log_disconnections=on",
            "log_duration=on",
            "log_lock_waits=on",
            "log_checkpoints=on",
            "checkpoint_timeout=30s",
            "log_autovacuum_min_duration=0",
            "autovacuum_naptime=15s",
            "log_temp_files=0",
        ]
        program = [
            *as_postgres,
            str(POSTGRES / "postgres"),
            "-D",
            str(data),
            "-p",
            str(port),
            "-k",
            str(folder),
        ]
        program += [part for option in options for part in ("-c", option)]
        database = servers.start_program(program, folder)
        database.wait_for("ready to accept connections")
        script = (
            "import psycopg,sys,time,logging,random\n"
            "logging.basicConfig(level=logging.INFO,stream=sys.stdout,format='%(asctime)s %(levelname)s %(name)s: %(message)s')\n"
            "log=logging.getLogger('orders')\ndsn='host=127.0.0.1 user=postgres dbname=postgres port='+sys.argv[2]\n"
            "c=psycopg.connect(dsn,autocommit=True)\nc.execute('create table if not exists orders(id int primary key, note text)')\n"
            "end=time.time()+float(sys.argv[1])\nn=0\nwhile time.time()<end:\n n+=1; time.sleep(0.25)\n"
            " try: c.execute('insert into orders values(%s,%s)',(random.randint(1,400000),'error-free'))\n"
            " except psycopg.errors.UniqueViolation: log.info('order exists already, updated instead')\n"
            " if n%3==0: log.info('order %d stored, retries=0, pool ok, timeout=5s',500+n%5)\n"
            " if n%60==0:\n  c.execute('delete from orders where id%7=0')\n"
            " if n%9==0:\n  with psycopg.connect(dsn) as d: d.execute('select count(*) from orders').fetchone()\n"
        )
        worker = servers.start_program(
            [str(servers.python_of("gunicorn-23")), "-u", "-c", script, str(seconds), str(port)],
            folder,
        )
        time.sleep(seconds / 2)
        database.process.send_signal(signal.SIGHUP)
        worker.process.wait()
        worker.stop()
        database.stop(signal.SIGINT)
        lines = [Line(line.at, "db-1", line.text) for line in database.lines]
        lines += [Line(line.at, "worker-1", line.text) for line in worker.lines]
        return [
            Line(
                line.at,
                line.stream,
                line.text.replace(str(port), "5432").replace(
                    "/app/.s.PGSQL", "/var/run/postgresql/.s.PGSQL"
                ),
            )
            for line in sorted(lines, key=lambda line: line.at)
        ]


FORWARDED = "%({x-forwarded-for}i)s"
COMMON = "-b 0.0.0.0:{port} --access-logfile -"
RENDER = {
    "before": ["==> Deploying...", "==> Running 'gunicorn shop:application'"],
    "probe": "Render/1.0",
    "live": [
        "==> Your service is live 🎉",
        "==> ",
        "==> Available at your primary URL https://shop.onrender.com",
    ],
}
RUN_START = [
    "Starting new instance. Reason: AUTOSCALING - Instance started due to configured scaling factors or no existing capacity for current traffic."
]
RUN_LIVE = [
    'Default STARTUP TCP probe succeeded after 1 attempt for container "shop-1" on port 8080.'
]

SITES: dict[str, Site] = {
    "gunicorn-20-sync-flask.log": Site(
        "gunicorn-20",
        f"gunicorn shop:app {COMMON} -w 4 --max-requests 150 --max-requests-jitter 50",
        apps.FLASK,
        envelopes.plain,
        8000,
        "ELB-HealthChecker/2.0",
        reload=True,
        extras={"leavers": True, "garbage": True},
    ),
    "gunicorn-21-uvicorn-railway.log": Site(
        "gunicorn-21",
        f"gunicorn shop:app {COMMON} -w 2 -k uvicorn.workers.UvicornWorker --max-requests 400",
        apps.FASTAPI,
        envelopes.railway_download,
        8080,
        before=["Starting Container"],
        after=["Stopping Container"],
        generations=5,
        extras={"sockets": True, "leavers": True},
    ),
    "gunicorn-23-gthread-django-render.log": Site(
        "gunicorn-23",
        f"gunicorn shop:application {COMMON} -w 2 --threads 4",
        apps.DJANGO,
        envelopes.render_download,
        10000,
        before=RENDER["before"],
        live=RENDER["live"],
        probe="Render/1.0",
        extras={"garbage": True},
    ),
    "gunicorn-23-gevent-flask-compose.log": Site(
        "gunicorn-23",
        f"gunicorn shop:app {COMMON} -w 2 -k gevent --access-logformat %({{{{x-forwarded-for}}}}i)s|%(r)s|%(s)s|%(b)s|%(D)sus|%(p)s",
        apps.FLASK,
        envelopes.compose_stamped,
        8000,
        reload=True,
        extras={"leavers": True},
    ),
    "gunicorn-27-gthread-flask-cloud-run.ndjson": Site(
        "gunicorn-26",
        f"gunicorn shop:app {COMMON} -w 1 --threads 8 --timeout 0",
        apps.FLASK,
        envelopes.cloud_run_ndjson,
        8080,
        env={"JSON_LOGS": "1"},
        before=RUN_START,
        live=RUN_LIVE,
        probe="GoogleHC/1.0",
        generations=4,
        extras={"leavers": True},
    ),
    "gunicorn-23-sync-cloud-run-newest-first.json": Site(
        "gunicorn-23",
        f"gunicorn shop:app {COMMON} -w 3 --max-requests 300",
        apps.FLASK,
        envelopes.cloud_run_array,
        8080,
        env={"JSON_LOGS": "1"},
        before=RUN_START,
        live=RUN_LIVE,
        probe="GoogleHC/1.0",
        generations=2,
        per_second=4,
    ),
    "uvicorn-0.35-websocket-colours.log": Site(
        "gunicorn-23",
        "uvicorn shop:app --host 0.0.0.0 --port {port} --use-colors",
        apps.FASTAPI,
        envelopes.plain,
        8000,
        env={"STRUCTLOG": "console"},
        extras={"sockets": True, "garbage": True, "leavers": True},
    ),
    "uvicorn-0.54-workers-apprunner.log": Site(
        "gunicorn-26",
        "uvicorn shop:app --host 0.0.0.0 --port {port} --workers 2 --timeout-graceful-shutdown 1",
        apps.FASTAPI,
        envelopes.aws_tail,
        8080,
        env={"STRUCTLOG": "json"},
        before=[
            "[AppRunner] Starting to pull your application image.",
            "[AppRunner] Successfully pulled your application image from ECR.",
            "[AppRunner] Provisioning instances and deploying image for publicly accessible service.",
            "[AppRunner] Performing health check on port '8080'.",
        ],
        live=[
            "[AppRunner] Health check is successful. Routing traffic to application.",
            "[AppRunner] Successfully deployed your application image.",
        ],
        probe="ELB-HealthChecker/2.0",
        generations=4,
        extras={"sockets": True, "leavers": True},
    ),
    "gunicorn-23-uvicorn-worker-cri.log": Site(
        "gunicorn-23",
        f"gunicorn shop:app {COMMON} -w 3 -k uvicorn_worker.UvicornWorker",
        apps.FASTAPI,
        envelopes.cri,
        8000,
        generations=4,
        reload=True,
        extras={"garbage": True, "sockets": True},
    ),
    "gunicorn-27-uvicorn-worker-docker-json.log": Site(
        "gunicorn-26",
        f"gunicorn shop:app {COMMON} -w 2 -k uvicorn_worker.UvicornWorker --max-requests 500 --max-requests-jitter 100",
        apps.FASTAPI,
        envelopes.docker_json,
        8000,
        env={"STRUCTLOG": "json"},
        extras={"garbage": True},
    ),
    "gunicorn-23-sync-debug-render-cli.log": Site(
        "gunicorn-23",
        f"gunicorn shop:app {COMMON} -w 3 --log-level debug",
        apps.FLASK,
        envelopes.render_cli,
        10000,
        before=["==> Running 'gunicorn shop:app'"],
        live=RENDER["live"],
        probe="Render/1.0",
        per_second=6,
        extras={"leavers": True, "garbage": True},
    ),
    "gunicorn-21-sync-flask-journald.log": Site(
        "gunicorn-21",
        f"gunicorn shop:app {COMMON} -w 3 --max-requests 120 --max-requests-jitter 60",
        apps.FLASK,
        envelopes.journald,
        8000,
        "UptimeRobot/2.0",
        generations=2,
        reload=True,
        extras={"leavers": True, "garbage": True},
    ),
}
OTHERS: dict[str, tuple[Callable[[float, int], list[Line]], envelopes.Envelope]] = {
    "celery-5-redis-compose.log": (celery_lines, envelopes.compose),
    "rq-3-worker.log": (rq_lines, envelopes.plain),
    "support-desk-quotes-errors.log": (desk_lines, envelopes.plain),
    "postgres-15-worker-compose.log": (postgres_lines, envelopes.compose),
}


def make(slug: str, seconds: float, seed: int) -> None:
    """Runs one scenario and writes its file, gzipped when it is large."""
    try:
        if slug in SITES:
            text = SITES[slug].envelope(SITES[slug].lines(seconds, seed))
        else:
            source, envelope = OTHERS[slug]
            text = envelope(source(seconds, seed))
    except Exception as error:  # one scenario must not take the others with it
        print(f"{slug}: {type(error).__name__}: {error}")
        return
    OUT.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    for old in (OUT / slug, OUT / f"{slug}.gz"):
        old.unlink(missing_ok=True)
    if len(data) > LARGE:
        (OUT / f"{slug}.gz").write_bytes(gzip.compress(data, mtime=0))
    else:
        (OUT / slug).write_bytes(data)
    print(f"{slug}: {text.count(chr(10))} lines, {len(data)} bytes", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--seconds", type=float, default=300)
    options = parser.parse_args()
    chosen = options.slugs or [*SITES, *OTHERS]
    threads = [
        threading.Thread(target=make, args=(slug, options.seconds, seed))
        for seed, slug in enumerate(chosen, 1)
    ]
    for thread in threads:
        thread.start()
        time.sleep(1.5)
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
