"""Reports built by hand: a named cause, an open question, a lesser thing, nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from logscan.model import (
    Affected,
    Cause,
    Deploy,
    Evidence,
    Fact,
    Finding,
    Fix,
    Incident,
    Link,
    Rates,
    Reason,
    Reference,
    Report,
    SourceSummary,
    Step,
    Unexplained,
    Unreadable,
    Verification,
)


def at(clock: str) -> float:
    """Seconds since the epoch of a time on the day of the sample."""
    hour, minute, second = map(int, clock.split(":"))
    return datetime(2025, 12, 22, hour, minute, second, tzinfo=UTC).timestamp()


KILLED = Evidence(
    source="app.log",
    line=214,
    text="[2025-12-22 10:14:32 +0000] [57] [CRITICAL] WORKER TIMEOUT (pid:61)",
    before=("Connexion SMTP à smtp.gmail.com:587...", "INFO:app:POST /api/auth/register"),
    after=("[2025-12-22 10:14:32 +0000] [61] [ERROR] Error handling request /api/auth/register",),
    time=at("10:14:32"),
)
FRAME = Evidence(
    source="app.log",
    line=241,
    text='  File "/usr/lib/python3.11/smtplib.py", line 312, in _get_socket\n'
    "    return socket.create_connection((host, port), timeout)",
    time=at("10:14:32"),
)
CONNECT = Evidence("app.log", 212, "Connexion SMTP à smtp.gmail.com:587...", time=at("10:14:02"))
BROWSER = Evidence(
    "browser.txt",
    3,
    "Access to fetch at 'https://shop-api.onrender.com/api/auth/register' from origin "
    "'https://shop.example' has been blocked by CORS policy: No "
    "'Access-Control-Allow-Origin' header is present on the requested resource.",
)

BLOCKED = Cause(
    id="smtp-egress-blocked",
    title="The platform blocks outgoing SMTP connections",
    confidence="proven",
    score=(1, 2, 1, 2),
    reasons_for=(
        Reason("supports", "a mail connection began 30 s before the kill", CONNECT),
        Reason("proves", "the killed worker's stack ends in smtplib's connect", FRAME),
        Reason("proves", "the plan is free, where ports 25, 465 and 587 are closed", None),
    ),
    explain="Packets to the mail ports are dropped, so that connecting never ends. A sync worker "
    "waits in `connect` until Gunicorn kills it.",
    fix=Fix(
        summary="Send mail through an HTTPS API, or move the service to a paid instance.",
        steps=(
            Step("Create a key at the mail provider and set it on the service", platform="render"),
            Step(
                "Upgrade to Pro and redeploy",
                command="railway redeploy",
                effect="costs",
                platform="railway",
            ),
            Step(
                "Give every SMTP client a timeout",
                command='grep -rn "smtplib.SMTP(" .',
                effect="reads",
                undo="nothing to undo",
            ),
        ),
    ),
    verify=Verification(
        absent=("smtp.timeout", "gunicorn.worker-timeout"),
        present=("a message id from the mail API",),
        hold=("http.5xx below 1 %",),
        exercised="3 registrations",
        commands=(
            Step("See whether the port is open", "timeout 3 nc -vz smtp.gmail.com 587", "reads"),
        ),
    ),
    prevent="Warn at start-up when platform and port are known to be closed.",
    references=(
        Reference(
            "https://render.com/changelog/free-web-services-will-no-longer-allow-outbound-traffic",
            "Free web services and SMTP ports",
            "official",
            "2026-01",
        ),
        Reference("https://community.render.com/t/1", "Port 2525 works", "reported", "2025-11"),
    ),
)
NO_TIMEOUT = Cause(
    id="smtp-no-timeout",
    title="The SMTP client has no timeout",
    confidence="supported",
    score=(1, 0, 2, 1),
    reasons_for=(Reason("supports", "the hang lasted as long as Gunicorn's timeout", KILLED),),
    fix=Fix("Pass `timeout=10` to `smtplib.SMTP`."),
)
OUTAGE = Incident(
    id="1",
    fingerprint="f00d",
    title="Sending mail blocks the workers until Gunicorn kills them",
    severity="critical",
    service="shop-api",
    platform="render",
    clock="known",
    first=at("10:14:02"),
    last=at("10:18:40"),
    ongoing=False,
    findings=(
        Finding(
            "smtp.timeout",
            "Connecting to the mail server does not come back",
            "high",
            "shop-api",
            (("server.address", "smtp.gmail.com"),),
            at("10:14:02"),
            at("10:18:10"),
            3,
            (CONNECT, CONNECT._replace(line=230)),
            (),
        ),
        Finding(
            "gunicorn.worker-timeout",
            "Gunicorn killed a worker that did not answer in time",
            "critical",
            "shop-api",
            (),
            at("10:14:32"),
            at("10:18:40"),
            3,
            (KILLED,),
            (),
        ),
        Finding(
            "browser.cors-missing",
            "The browser misses a CORS header",
            "medium",
            "shop-api",
            (),
            None,
            None,
            1,
            (BROWSER,),
            (),
        ),
    ),
    chain=(
        Link("smtp.timeout", "root", ""),
        Link("gunicorn.worker-timeout", "consequence", "same process.pid, 30 s later"),
        Link("browser.cors-missing", "consequence", "same url.path"),
    ),
    cause=BLOCKED,
    contributing=(NO_TIMEOUT,),
    affected=Affected(("POST /api/auth/register",), 3, 4.6),
    context=("Began 40 s after the boot at 10:13:22.",),
)
OPEN = Incident(
    id="2",
    fingerprint="beef",
    title="The database refuses connections",
    severity="high",
    service="shop-api",
    platform="",
    clock="assumed",
    first=at("11:00:00"),
    last=at("11:05:00"),
    ongoing=True,
    findings=(
        Finding(
            "db.unavailable",
            "The database refuses connections",
            "high",
            "shop-api",
            (),
            at("11:00:00"),
            at("11:05:00"),
            12,
            (
                Evidence(
                    "app.log", 900, "psycopg2.OperationalError: server closed", time=at("11:00:00")
                ),
            ),
            (),
        ),
    ),
    chain=(Link("db.unavailable", "root", ""),),
    cause=None,
    hypotheses=(
        replace(
            NO_TIMEOUT,
            id="db-restarted",
            title="The database was restarted",
            confidence="hypothesis",
            reasons_for=(Reason("supports", "all connections end in the same second", None),),
            fix=Fix("Wait, and connect again with `pool_pre_ping`."),
        ),
        replace(
            NO_TIMEOUT,
            id="db-full",
            title="The database has no free connection",
            confidence="hypothesis",
            reasons_for=(),
            fix=None,
        ),
        replace(
            NO_TIMEOUT,
            id="db-down",
            title="The database is gone",
            confidence="hypothesis",
            reasons_for=(),
            reasons_against=(Reason("refutes", "a query succeeded at 11:02", None),),
        ),
    ),
    decided_by="the database's own log of 11:00, or `max_connections`",
)
LESSER = replace(
    OPEN,
    id="3",
    title="A deploy dropped two requests",
    severity="low",
    clock="known",
    ongoing=False,
    last=at("11:00:00"),
    hypotheses=(),
    decided_by="",
)
SOURCES = (
    SourceSummary("app.log", "gunicorn", 1204, 180_233, at("10:00:00"), at("11:05:00"), "known"),
    SourceSummary(
        "browser.txt", "", 12, 900, None, None, "undated", ("3 lines were cut at 1 MiB",)
    ),
)
REPORT = Report(
    version="1.0",
    pack="2026.1",
    rules_sha="0123456789abcdef",
    sources=SOURCES,
    unreadable=(Unreadable("old.log.zst", "damaged at byte 1000"),),
    incidents=(OUTAGE, OPEN, LESSER),
    facts=(Fact("gunicorn.worker_class", "sync", "app.log", 2, at("10:00:00")),),
    limits=("app.log: rates were not judged, the span is shorter than 10 min",),
    deploys=(Deploy("boot", at("10:13:22"), Evidence("app.log", 180, "Starting gunicorn 21.2.0")),),
    unexplained=(
        Unexplained(
            "KeyError: <*>",
            4,
            at("10:30:00"),
            at("10:45:00"),
            Evidence("app.log", 500, "KeyError: 'cart'"),
        ),
    ),
    rates=Rates(60, at("10:14:00"), {"smtp.timeout": (1, 0, 2)}),
)
ONE = replace(REPORT, incidents=(OUTAGE,))
NOTHING = replace(REPORT, incidents=())
BARE = Report("1.0", "2026.1", "0123456789abcdef", (), (), ())
