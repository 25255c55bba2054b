"""Exports of Cloud Logging: one entry a line, a pretty array, an array on one line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Literal

from tests.bench.logs.app import AGENTS, POOL_FULL, ROUTES, App
from tests.bench.logs.text import KindsOfText, Text, upto

Form = Literal["ndjson", "pretty-array", "line-array"]
FORMS: tuple[Form, ...] = ("ndjson", "pretty-array", "line-array")
LARGEST = 1500
"""No entry has more bytes."""
NO_INSTANCE = "The request was aborted because there was no available instance."
REQUESTS = "projects/shop/logs/run.googleapis.com%2Frequests"
STDERR = "projects/shop/logs/run.googleapis.com%2Fstderr"
STDOUT = "projects/shop/logs/run.googleapis.com%2Fstdout"
RESOURCE = {
    "labels": {
        "configuration_name": "shop",
        "location": "europe-west1",
        "project_id": "shop",
        "revision_name": "shop-00042-abc",
        "service_name": "shop",
    },
    "type": "cloud_run_revision",
}

# What varies is written <name>, and filled in where an entry is made from its template.


def entry(log: str, severity: str, **more: object) -> dict[str, object]:
    """One LogEntry, its keys in the order in which gcloud prints them."""
    found: dict[str, object] = {
        "insertId": "<id>",
        "labels": {"instanceId": "<instance>"},
        "logName": log,
        "receiveTimestamp": "<stamp>",
        "resource": RESOURCE,
        "severity": severity,
        "timestamp": "<stamp>",
        **more,
    }
    return dict(sorted(found.items()))


def request(status: int) -> dict[str, object]:
    """What the platform says about a request."""
    return {
        "latency": "0.<latency>s",
        "protocol": "HTTP/1.1",
        "remoteIp": "10.1.2.<client>",
        "requestMethod": "GET",
        "requestUrl": "https://shop.example<route>",
        "responseSize": "<size>",
        "status": status,
        "userAgent": "<agent>",
    }


HEALTHY = (
    entry(REQUESTS, "INFO", httpRequest=request(200)),
    entry(REQUESTS, "INFO", httpRequest=request(200)),
    entry(REQUESTS, "INFO", httpRequest=request(200)),
    entry(STDOUT, "DEFAULT", textPayload="item <size> added to the cart"),
)
RELEVANT = (
    entry(REQUESTS, "WARNING", httpRequest=request(429), textPayload=NO_INSTANCE),
    entry(REQUESTS, "ERROR", httpRequest=request(500)),
    entry(STDERR, "ERROR", textPayload=f"[9] [ERROR] {POOL_FULL}"),
    entry(REQUESTS, "WARNING", httpRequest=request(429), textPayload=NO_INSTANCE),
)


def template(item: dict[str, object], form: Form) -> str:
    """An entry as JSON to be filled in by `%`."""
    if form == "pretty-array":
        lines = json.dumps(item, indent=2).splitlines()
        text = "\n".join(f"  {line}" for line in lines)
    else:
        text = json.dumps(item, separators=(",", ":"))
    return text.replace("%", "%%").replace("<", "%(").replace(">", ")s")


def entries(app: App, form: Form, share: float, step: int = 1) -> Iterator[str]:
    """Entries, about fifty a second, of which `share` matter; with `step` -1 the newest first."""
    healthy, relevant = ([template(e, form) for e in kinds] for kinds in (HEALTHY, RELEVANT))
    clock, bits, draw = app.clock, app.bits, app.rng.random
    planted = 2
    while True:
        clock.forward(step * int(draw() * 40))
        matters = planted > 0 or draw() < share
        planted -= 1
        chosen = (relevant if matters else healthy)[bits(2)]
        stamp = f"{clock.iso}.{clock.millis:03d}{bits(9) % 500:03d}Z"
        yield chosen % {
            "id": f"{bits(96):024x}",
            "instance": f"00f46b{bits(4) + 16:x}c85b9a",
            "stamp": stamp,
            "latency": f"{bits(9):03d}",
            "client": bits(7),
            "route": ROUTES[app.below(len(ROUTES))],
            "size": bits(13),
            "agent": AGENTS[app.below(len(AGENTS))],
        }


def array(size: int, items: Iterator[str], joint: str) -> Text:
    """Items as an array of about `size` bytes."""
    opening = "[" + joint.lstrip(",")
    yield opening.encode()
    left, between = size - len(opening), ""
    while left > 0:
        some = islice(items, 100 if left > 100 * LARGEST else 1)
        data = (between + joint.join(some)).encode()
        left, between = left - len(data), joint
        yield data
    yield (joint.lstrip(",") + "]\n").encode()


def export(size: int, form: Form, share: float, step: int = 1) -> Text:
    """An export of about `size` bytes."""
    items = entries(App(), form, share, step)
    if form == "ndjson":
        return upto(size, items, at_once=100)
    return array(size, items, ",\n" if form == "pretty-array" else ",")


def _kinds() -> Iterator[tuple[str, Callable[[int], Text]]]:
    for form in FORMS:
        yield form, partial(export, form=form, share=0.001)
        yield f"{form}-storm", partial(export, form=form, share=0.3)
    yield "pretty-array-newest", partial(export, form="pretty-array", share=0.001, step=-1)


KINDS: KindsOfText = dict(_kinds())
