"""The redaction door: secrets go, proof stays."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logscan.report.redact import redact, redact_text

from .hostile import often, poisoned, texts
from .reports import CONNECT, OUTAGE, REPORT

HEX = "0123456789abcdef"
SECRETS = {
    "url": ("postgres://u:hunter2@db.host:5432/app", "hunter2"),
    "url, no user": ("redis://:hunter2@cache:6379/0", "hunter2"),
    "url, odd password": ("amqp://u:hu/nt@er2@mq:5672", "hu/nt@er2"),
    "url, token": (f"https://{HEX}{HEX}@o1.ingest.sentry.io/2", HEX),
    "aws id": ("id AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
    "aws secret": ("aws_secret_access_key = wJalr/K7MDENG+bPx", "wJalr/K7MDENG+bPx"),
    "github": (f"ghp_{HEX}{HEX}", HEX),
    "gitlab": (f"glpat-{HEX}xxxx", HEX),
    "slack": (f"xoxb-1234-{HEX}", HEX),
    "slack hook": ("https://hooks.slack.com/services/T000/B000/abcdefghijkl", "abcdefghijkl"),
    "stripe": (f"sk_live_{HEX}", HEX),
    "openai": (f"Incorrect API key: sk-proj-{HEX}", HEX),
    "openai, masked": ("Incorrect API key provided: sk-abc*****xyz", "xyz"),
    "anthropic": (f"sk-ant-api03-{HEX}-AA", HEX),
    "google": ("AIza" + "b" * 34 + "1", "b" * 34),
    "sendgrid": ("SG.abcdefghijklmnop.qrstuvwxyz0123456789", "qrstuvwxyz"),
    "jwt": ("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "eyJzdWIiOiIxIn0"),
    "npm": (f"npm_{HEX}{HEX}abcd", HEX),
    "pypi": (f"pypi-{HEX}{HEX}", HEX),
    "telegram": ("bot123456789:AAabcdefghijklmnopqrstuvwxyz1234567/send", "AAabcdef"),
    "discord": (f"https://discord.com/api/webhooks/1234567/{HEX}{HEX}", HEX),
    "render": (f"rnd_{HEX}abcd", HEX),
    "heroku": (f"HRKU-{HEX}-{HEX}", HEX),
    "railway": ("RAILWAY_TOKEN=0a1b2c3d-aaaa-bbbb", "0a1b2c3d"),
    "bearer": ("Authorization: Bearer abcdef", "abcdef"),
    "basic": ("authorization: Basic dTpw", "dTpw"),
    "bare bearer": ("sent Bearer abc123def456", "abc123def456"),
    "dict": ("{'Authorization': 'Bearer abcdef'}", "abcdef"),
    "asgi": ("[(b'authorization', b'Bearer abcdef1')]", "abcdef1"),
    "header": ("X-Cron-Secret: letmein", "letmein"),
    "header key": ("x-api-key: letmein", "letmein"),
    "env": ("SMTP_PASSWORD=let,me;in", "let,me;in"),
    "json": ('{"password": "let \\" me in", "port": 25}', "me in"),
    "escaped json": ('"{\\"password\\": \\"letmein\\", \\"port\\": 25}"', "letmein"),
    "dsn": ("host=db password=letmein user=u", "letmein"),
    "prose": ("password: letmein", "letmein"),
    "query": ("GET /hook?key=abcdefghijkl123&x=1", "abcdefghijkl123"),
    "flag": ("run --password letmein --port 1", "letmein"),
    "cookie": ("Cookie: sessionid=abc; csrftoken=def", "def"),
    "set-cookie": ("Set-Cookie: session=abc.def; Path=/", "abc.def"),
    "key block": ("-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----", "MIIabc"),
    "key, cut": ("-----BEGIN EC PRIVATE KEY-----\nMIIabc", "MIIabc"),
    "key line": ("  " + "aB3/" * 16, "aB3/"),
    "mail": ("mail to jane.doe+x@example.com failed", "jane.doe"),
    "mail, encoded": ("?email=jane%40example.com&x=1", "jane"),
    "pin": ("Debugger PIN: 123-456-789", "123-456"),
}
PROOFS = [
    'FATAL:  password authentication failed for user "U"',
    "(535, b'5.7.8 Username and Password not accepted')",
    "KeyError: 'SECRET_KEY'",
    "SECRET_KEY: Field required",
    "fe_sendauth: no password supplied",
    "Access denied for user 'root'@'10.0.0.1' (using password: YES)",
    'connection to server at "db.host" (10.0.0.1), port 5432 failed: Connection refused',
    "[CRITICAL] WORKER TIMEOUT (pid:61)",
    '10.0.0.1 - - [22/Dec/2025:10:14:02 +0000] "POST /a/b?page=2 HTTP/1.1" 500 0',
    'File "/usr/lib/python3.11/smtplib.py", line 312, in _get_socket',
    "InvalidTokenError: Signature has expired",
    "max_tokens=1024 total_tokens: 15",
    "http://host:8000/path is up, see https://docs.example.com/a",
    "client = OpenAI(api_key=os.environ['OPENAI_API_KEY'])",
    "Missing environment variables: ['API_KEY', 'DB_PASSWORD']",
    "git@github.com:o/r.git and celery@worker1.example.com",
    "app.auth.token: refresh failed",
    "npm_config_user_agent and npm_package_config_some_thing",
    "getaddrinfo ENOTFOUND db.internal:5432",
]


@pytest.mark.parametrize("name", SECRETS)
def test_secret_goes(name: str) -> None:
    """The secret is gone and a placeholder stands for it."""
    text, secret = SECRETS[name]
    clean = redact_text(text)
    assert secret not in clean
    assert "<redacted:" in clean


@pytest.mark.parametrize("text", PROOFS)
def test_proof_stays(text: str) -> None:
    """Ports, hosts, status codes, pids, exceptions and paths are no secrets."""
    assert redact_text(text) == text


@often
@given(st.lists(st.one_of(st.sampled_from([t for t, _ in SECRETS.values()]), texts), max_size=4))
def test_twice_is_once(parts: list[str]) -> None:
    """Redacting what is redacted changes nothing."""
    once = redact_text(" ".join(parts))
    assert redact_text(once) == once


@often
@given(texts)
def test_report_twice_is_once(text: str) -> None:
    """The same for a whole report."""
    once = redact(poisoned(text + " a@b.co"))
    assert redact(once) == once


def test_same_secret_same_placeholder() -> None:
    """So that one can still see that it was the same person in two places."""
    first = CONNECT._replace(text="mail to a@b.co", before=("and c@d.co",))
    finding = replace(OUTAGE.findings[0], title="Mail to a@b.co", evidence=(first,))
    report = replace(REPORT, incidents=(replace(OUTAGE, findings=(finding,)),), unexplained=())
    clean = redact(report).incidents[0].findings[0]
    assert clean.title == "Mail to <redacted:email#1>"
    assert clean.evidence[0].text == "mail to <redacted:email#1>"
    assert clean.evidence[0].before == ("and <redacted:email#2>",)


def test_value_of_a_secret_name_goes() -> None:
    """In groups and facts the name says what the value is."""
    finding = replace(OUTAGE.findings[0], group=(("x-api-key", "letmein"), ("url.path", "/a")))
    report = replace(REPORT, incidents=(replace(OUTAGE, findings=(finding,)),))
    clean = redact(report).incidents[0].findings[0]
    assert clean.group == (("x-api-key", "<redacted:key#1>"), ("url.path", "/a"))


def test_only_secrets_change() -> None:
    """A report without secrets is the same report, its rules' own text in any case."""
    assert redact(REPORT) == REPORT


@pytest.mark.parametrize(
    "piece",
    ['password="', "http://a:", "a@a.", "eyJ-", "-----BEGIN PRIVATE KEY-----", "Cookie: a="],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """Four times the text takes nothing like sixteen times as long."""
    took = []
    for length in (16_384, 65_536):
        text = (piece * length)[:length]
        begin = time.process_time()
        redact_text(text)
        took.append(time.process_time() - begin)
    assert took[1] < 10 * took[0] + 0.2
