"""Apps in which nothing is wrong, and which talk a lot: the sources that the healthy samples run."""

CHATTER = r'''
"""What a busy, healthy shop says about itself: alarming words in harmless meaning."""
import os
import random
import time

R = random.Random(os.getpid())
SAYINGS = [
    ("info", "payment webhook batch: processed=%d failed=0 retried=0", lambda: R.randint(3, 80)),
    ("info", "error budget remaining: 99.%d %%", lambda: R.randint(90, 99)),
    ("info", "memory usage %d MiB of 512 MiB, no leak suspected", lambda: R.randint(120, 260)),
    ("info", "http client ready: timeout=10 max_retries=3 pool=%d", lambda: R.randint(5, 20)),
    ("info", "order %d confirmed", lambda: R.choice([429, 500, 502, 503, 504, 1134, 13700])),
    ("info", "invoice %d mailed to customer 500, smtp reply 250 2.0.0 OK", lambda: R.randint(400, 599)),
    ("info", "search q='connection refused mug' results=%d", lambda: R.randint(0, 9)),
    ("info", "import of errors.csv finished: rows=%d errors=0 exceptions=0", lambda: R.randint(100, 9000)),
    ("info", "cleanup: deleted %d files, 0 failed; disk 61 %% used", lambda: R.randint(1, 300)),
    ("info", "circuit breaker 'payments' closed, failures=0/%d", lambda: R.randint(3, 9)),
    ("info", "killed %d stale sessions (idle timeout 1800 s)", lambda: R.randint(1, 12)),
    ("info", "CORS allowed origins: https://shop.example.com (+%d)", lambda: R.randint(0, 3)),
    ("info", "no failed jobs in the last %d s", lambda: R.choice([60, 300])),
    ("info", "rate limiter: 0 of %d clients near the limit of 429 per minute", lambda: R.randint(20, 90)),
    ("info", "aborted upload resumed at byte %d", lambda: R.randint(10**6, 10**8)),
    ("debug", "cache miss for key error-page:500:v%d, rendering", lambda: R.randint(1, 4)),
    ("debug", "exception rules loaded: %d", lambda: R.randint(10, 20)),
    ("debug", "select 1 took %d ms, database is available", lambda: R.randint(1, 4)),
    ("debug", "pool status: size 5, checked out %d, overflow 0, limit not reached", lambda: R.randint(0, 4)),
    ("debug", "worker timeout is 30 s, graceful timeout is %d s", lambda: 30),
    ("warning", "price feed is %d s old, still within limits", lambda: R.randint(60, 200)),
    ("warning", "password reset asked for an unknown address (no mail sent), attempt %d", lambda: R.randint(1, 2)),
    ("warning", "deprecated parameter 'fail_silently' used by client %d", lambda: R.randint(1, 40)),
]


def talk(log):
    """Some lines at the level that fits, now and then a retry that succeeds."""
    level, text, value = R.choice(SAYINGS)
    getattr(log, level)(text, value())
    if R.random() < 0.03:
        log.warning("stock service: attempt 1 failed, retrying in 0.1 s (Read timed out. (read timeout=2))")
        time.sleep(0.02)
        log.info("stock service: attempt 2 ok after %d ms", R.randint(110, 190))
'''

FLASK = r"""
import logging, os, random, sys, time
from flask import Flask, Response, jsonify, request
import chatter

if os.environ.get("JSON_LOGS"):
    from pythonjsonlogger.json import JsonFormatter
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.DEBUG, handlers=[handler])
else:
    logging.basicConfig(level=logging.DEBUG, stream=sys.stdout, format="%(asctime)s %(levelname)s [%(name)s] %(message)s")
for quiet in ("urllib3", "asyncio"):
    logging.getLogger(quiet).setLevel(logging.WARNING)
app = Flask(__name__)
log = logging.getLogger("shop")
log.info("starting shop %s, debug=False, error mails off", os.environ.get("RELEASE", "2026.11.3"))


@app.get("/")
def home():
    return "<h1>shop</h1>" * 40


@app.get("/healthz")
def healthz():
    return "ok"


@app.get("/products/<int:number>")
def product(number):
    if number % 5 == 0:
        chatter.talk(log)
    if number > 990:
        return jsonify(error="no such product"), 404
    return jsonify(id=number, name="mug", price=9.5)


@app.get("/search")
def search():
    log.info("search q=%r results=%d errors=0", request.args.get("q", ""), random.randint(0, 40))
    return jsonify(results=[])


@app.post("/cart")
def cart():
    chatter.talk(log)
    return jsonify(ok=True), 201


@app.post("/login")
def login():
    if random.random() < 0.1:
        log.warning("login failed for user %d: wrong password (attempt 1 of 5)", random.randint(1, 900))
        return jsonify(error="invalid credentials"), 401
    return jsonify(ok=True)


@app.get("/admin/errors")
def admin_errors():
    return jsonify(error="forbidden"), 403


@app.post("/api/coupon")
def coupon():
    if random.random() < 0.15:
        return jsonify(error="too many tries"), 429, {"Retry-After": "30"}
    return jsonify(ok=True)


@app.get("/report")
def report():
    started = time.monotonic()
    time.sleep(random.uniform(1.0, 3.0))
    log.info("monthly report rendered in %.1f s, 0 errors", time.monotonic() - started)
    return "report" * 200


@app.get("/export")
def export():
    def rows():
        for number in range(200):
            yield f"{number};mug;9.50\n" * 30
            time.sleep(0.002)
    return Response(rows(), mimetype="text/csv")


@app.get("/events")
def events():
    count = int(request.args.get("n", 5))

    def ticks():
        try:
            for number in range(count):
                yield f"data: {number}\n\n"
                time.sleep(1)
        except GeneratorExit:
            log.info("event stream closed by the client (GeneratorExit)")
            raise
    return Response(ticks(), mimetype="text/event-stream")
"""

DJANGO = r"""
import os, random, time
from pathlib import Path
import django
from django.conf import settings

settings.configure(
    DEBUG=False, SECRET_KEY="not-a-secret-" + "x" * 40, ROOT_URLCONF=__name__, USE_TZ=True,
    ALLOWED_HOSTS=["127.0.0.1", "shop.example.com", ".onrender.com"],
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"],
    DATABASES={}, INSTALLED_APPS=[],
    LOGGING={
        "version": 1, "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{levelname} {asctime} {module} {process:d} {thread:d} {message}", "style": "{"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "DEBUG"},
        "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
    },
)
import logging
import chatter
from django.core.exceptions import PermissionDenied
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.urls import path

log = logging.getLogger("orders")


def home(request):
    return HttpResponse("<h1>orders</h1>" * 30)


def health(request):
    return HttpResponse("ok")


def product(request, number):
    if number % 4 == 0:
        chatter.talk(log)
    return JsonResponse({"id": number})


def admin(request):
    raise PermissionDenied


def report(request):
    time.sleep(random.uniform(0.8, 2.5))
    log.info("report done, rows with errors: 0")
    return HttpResponse("r" * 3000)


def cart(request):
    return JsonResponse({"ok": True})


urlpatterns = [path("", home), path("healthz", health), path("products/<int:number>", product), path("search", home),
               path("admin/errors", admin), path("report", report), path("cart", cart), path("login", cart)]
application = get_wsgi_application()
"""

FASTAPI = r"""
import asyncio, logging, os, random, sys, warnings
from contextlib import asynccontextmanager
from fastapi import FastAPI, HTTPException, Request, WebSocket
from fastapi.responses import JSONResponse, StreamingResponse
import chatter

if os.environ.get("STRUCTLOG"):
    import structlog
    renderer = structlog.processors.JSONRenderer() if os.environ["STRUCTLOG"] == "json" else structlog.dev.ConsoleRenderer(colors=True)
    structlog.configure(processors=[structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True),
                                    structlog.stdlib.PositionalArgumentsFormatter(), renderer],
                        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    log = structlog.get_logger()
else:
    logging.basicConfig(level=logging.DEBUG, stream=sys.stdout, format="%(asctime)s - %(name)s - %(levelname)s - %(message)s")
    for quiet in ("asyncio", "urllib3", "websockets", "websockets.server"):
        logging.getLogger(quiet).setLevel(logging.WARNING)
    log = logging.getLogger("api")
ready = False


@asynccontextmanager
async def lifespan(app):
    global ready
    log.info("startup: connecting to database")
    await asyncio.sleep(0.2)
    log.info("startup: database connection is available")
    async def later():
        global ready
        await asyncio.sleep(1)
        ready = True
    task = asyncio.create_task(later())
    warnings.warn("the 'on_error' option is deprecated and will be removed", DeprecationWarning, stacklevel=1)
    yield
    task.cancel()
    log.info("shutdown: closed pool, 0 connections left, no errors")


app = FastAPI(lifespan=lifespan)


@app.get("/")
async def home():
    return {"shop": "api"}


@app.get("/healthz")
async def healthz():
    return {"ok": True} if ready else JSONResponse({"ok": False, "reason": "warming up"}, 503)


@app.get("/products/{number}")
async def product(number: int):
    if number % 5 == 0:
        chatter.talk(log)
    if number > 990:
        raise HTTPException(404)
    return {"id": number}


@app.get("/search")
async def search(q: str = ""):
    log.info("search q=%r results=%d errors=0", q, random.randint(0, 40))
    return []


@app.post("/cart", status_code=201)
async def cart():
    chatter.talk(log)
    return {"ok": True}


@app.post("/login")
async def login():
    if random.random() < 0.1:
        log.warning("login failed for user %d: wrong password", random.randint(1, 900))
        raise HTTPException(401)
    return {"ok": True}


@app.get("/admin/errors")
async def admin():
    raise HTTPException(403)


@app.post("/api/coupon")
async def coupon():
    if random.random() < 0.15:
        raise HTTPException(429, headers={"Retry-After": "30"})
    return {"ok": True}


@app.get("/report")
async def report():
    await asyncio.sleep(random.uniform(1, 4))
    log.info("report done in time, timeout was %d s", 25)
    return {"rows": 20, "errors": []}


@app.get("/events")
async def events(request: Request, n: int = 5):
    async def ticks():
        try:
            for number in range(n):
                yield f"data: {number}\n\n"
                await asyncio.sleep(1)
        except asyncio.CancelledError:
            log.info("event stream cancelled: client disconnected")
            raise
    return StreamingResponse(ticks(), media_type="text/event-stream")


@app.websocket("/ws")
async def ws(socket: WebSocket):
    await socket.accept()
    while True:
        text = await socket.receive_text()
        await socket.send_text(text)
"""

CELERY = r"""
import os, random, time
from celery import Celery
from celery.utils.log import get_task_logger
import chatter

app = Celery("jobs", broker=os.environ["REDIS_URL"], backend=os.environ["REDIS_URL"])
app.conf.update(task_acks_late=True, worker_max_tasks_per_child=60, worker_send_task_events=False,
                broker_connection_retry_on_startup=True, result_expires=60)
log = get_task_logger(__name__)


@app.task(name="jobs.send_invoice")
def send_invoice(number):
    chatter.talk(log)
    time.sleep(random.uniform(0.01, 0.05))
    return {"invoice": number, "errors": 0}


@app.task(name="jobs.fetch_prices", bind=True, max_retries=3)
def fetch_prices(self, feed):
    if self.request.retries == 0 and random.random() < 0.3:
        raise self.retry(exc=ConnectionResetError(104, "Connection reset by peer"), countdown=0.2)
    log.info("prices of feed %s fetched on attempt %d", feed, self.request.retries + 1)
    return "ok"


@app.task(name="jobs.report_errors")
def report_errors(day):
    log.warning("error report of %s: 0 errors, 0 exceptions, 0 timeouts", day)
    return 0


@app.task(name="jobs.cleanup_failed_uploads")
def cleanup_failed_uploads():
    time.sleep(random.uniform(0.2, 0.8))
    return {"failed": 0, "deleted": random.randint(0, 40)}
"""

RQ = r"""
import random, time
import chatter, logging
log = logging.getLogger("rq.worker.jobs")

def resize_image(name):
    time.sleep(random.uniform(0.005, 0.03))
    return f"{name} resized, 0 errors"

def retry_failed_payments():
    time.sleep(0.02)
    return {"failed": 0, "retried": 0}
"""

SUPPORT = r'''
"""A support desk whose users quote error messages: all of it at INFO, all of it other people's text."""
import logging, random, sys, time
logging.basicConfig(level=logging.DEBUG, stream=sys.stdout, format="[%(asctime)s] %(levelname)-8s %(name)s:%(lineno)d %(message)s")
log = logging.getLogger("desk.tickets")
bot = logging.getLogger("desk.assistant")
R = random.Random(11)
QUOTES = [
    "site shows error 500 since yesterday", "what does 'database is locked' mean?", "I get 429 too many requests in Postman",
    "how do I raise the gunicorn worker timeout?", "my laptop says no space left on device", "CORS missing allow origin, pls help",
    "is 'Perhaps out of memory?' about RAM or disk?", "where do I find the traceback?", "npm says ECONNREFUSED", "502 bad gateway on MY server",
    "smtp timeout in Thunderbird", "our intern typed rm -rf, backups?", "Zertifikat abgelaufen, was nun?", "connexion refusée, que faire ?",
]
try:
    for number in range(int(sys.argv[1])):
        roll = R.random()
        if roll < 0.45:
            log.info("ticket %d from user %d: %r", 4000 + number, R.randint(1, 999), R.choice(QUOTES))
        elif roll < 0.75:
            bot.debug("prompt tokens=%d timeout=30s max_retries=2 stop_reason=end_turn error=None", R.randint(90, 3000))
            bot.info("answered ticket %d in %.2f s, confidence 0.%d, failed checks: 0", 4000 + number, R.uniform(0.3, 4.9), R.randint(60, 99))
        elif roll < 0.8:
            log.info("digest:\n    open errors: 0\n    failed deliveries: 0\n    oldest ticket: %d h", R.randint(1, 40))
        elif roll < 0.83:
            try:
                raise BrokenPipeError(32, "Broken pipe")
            except BrokenPipeError:
                log.info("browser tab closed while sending attachment %d", number, exc_info=True)
        elif roll < 0.85:
            bot.warning("model overloaded, attempt 1 failed, retrying in 1.0 s (HTTP 529)")
            bot.info("attempt 2 succeeded")
        else:
            log.debug("label 'exception' removed, label 'memory' added to ticket %d", 4000 + R.randint(0, number + 1))
        time.sleep(float(sys.argv[2]))
except KeyboardInterrupt:
    log.info("desk stopped, 0 tickets lost")
'''
