"""Apps that use PostgreSQL by each driver; DATABASE_URL in the environment, `/items` asks the database."""

PSYCOPG2 = """
import os, psycopg2
from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/")
def home():
    return "ok"


@app.get("/items")
def items():
    with psycopg2.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("select count(*) from items")
        return jsonify(cursor.fetchone())
"""
PSYCOPG3 = PSYCOPG2.replace("psycopg2", "psycopg")
SQLALCHEMY = """
import os, time
from flask import Flask, jsonify
from sqlalchemy import create_engine, text

app = Flask(__name__)
engine = create_engine(os.environ["DATABASE_URL"], pool_size=int(os.environ.get("POOL", 5)),
                       max_overflow=int(os.environ.get("OVERFLOW", 10)), pool_timeout=float(os.environ.get("POOL_TIMEOUT", 30)))


@app.get("/")
def home():
    return "ok"


@app.get("/items")
def items():
    with engine.connect() as connection:
        return jsonify(connection.execute(text("select count(*) from items")).scalar())


@app.get("/report")
def report():
    with engine.connect() as connection:
        return jsonify(connection.execute(text("select count(*) from items, pg_sleep(3)")).scalar())
"""
ASYNCPG = """
import os, asyncpg
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def home():
    return "ok"


@app.get("/items")
async def items():
    connection = await asyncpg.connect(os.environ["DATABASE_URL"])
    try:
        return await connection.fetchval("select count(*) from items")
    finally:
        await connection.close()
"""
DJANGO = """
import os
from urllib.parse import urlsplit
from django.conf import settings

url = urlsplit(os.environ["DATABASE_URL"])
settings.configure(DEBUG=False, SECRET_KEY="x" * 50, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[], USE_TZ=True, TIME_ZONE="UTC",
    DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "USER": url.username,
                           "PASSWORD": url.password, "HOST": url.hostname, "PORT": url.port, "CONN_MAX_AGE": 600}},
    LOGGING={"version": 1, "disable_existing_loggers": False, "handlers": {"console": {"class": "logging.StreamHandler"}},
             "root": {"handlers": ["console"], "level": "INFO"}})
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path


def home(request):
    return JsonResponse({})


def items(request):
    from django.db import connection
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from items")
        return JsonResponse({"count": cursor.fetchone()[0]})


urlpatterns = [path("", home), path("items", items)]
app = get_wsgi_application()
"""
AT_BOOT = """
import os, psycopg
from flask import Flask

app = Flask(__name__)
print("connecting to database", flush=True)
connection = psycopg.connect(os.environ["DATABASE_URL"])
"""
DRIVERS = (
    ("psycopg2", PSYCOPG2, "postgresql", "-w 2", "psycopg2-binary"),
    ("psycopg3", PSYCOPG3, "postgresql", "-w 2", "psycopg"),
    ("sqlalchemy-psycopg2", SQLALCHEMY, "postgresql+psycopg2", "-w 1 --threads 4", "sqlalchemy"),
    ("sqlalchemy-psycopg3", SQLALCHEMY, "postgresql+psycopg", "-w 1 --threads 4", "sqlalchemy"),
    ("asyncpg", ASYNCPG, "postgresql", "-w 1 -k uvicorn_worker.UvicornWorker", "asyncpg"),
    ("django", DJANGO, "postgresql", "-w 2", "django"),
)
