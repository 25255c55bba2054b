"""What each platform wraps around a line, from the catalogue of log formats: lines in, the text of an export out."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from repro.servers import Line

Envelope = Callable[[Sequence[Line]], str]


def nanoseconds(at: float, trim: bool = False) -> str:
    """RFC 3339 in UTC with nine digits, without trailing zeros if trimmed."""
    whole, fraction = divmod(round(at * 1_000_000), 1_000_000)
    digits = f"{fraction:06d}{hash((whole, fraction)) % 1000:03d}"
    digits = digits.rstrip("0") if trim else digits
    return (
        datetime.fromtimestamp(whole, UTC).strftime("%Y-%m-%dT%H:%M:%S")
        + (f".{digits}" if digits else "")
        + "Z"
    )


def plain(lines: Sequence[Line]) -> str:
    return "".join(f"{line.text}\n" for line in lines)


def render_download(lines: Sequence[Line]) -> str:
    return "".join(f"{nanoseconds(line.at, trim=True)} {line.text}\n" for line in lines)


def render_cli(lines: Sequence[Line]) -> str:
    return "".join(
        f"{datetime.fromtimestamp(line.at, UTC):%Y-%m-%d %H:%M:%S}  {line.text}\n" for line in lines
    )


def railway_download(lines: Sequence[Line]) -> str:
    tags = {"stdout": "inf", "stderr": "err", "platform": "inf"}
    return "".join(f"{nanoseconds(line.at)} [{tags[line.stream]}]  {line.text}\n" for line in lines)


def cloud_run_entry(line: Line, dice: random.Random) -> dict[str, object]:
    place = {
        "service_name": "shop",
        "revision_name": "shop-00042-wek",
        "configuration_name": "shop",
        "project_id": "example-project",
        "location": "europe-west1",
    }
    stamp = nanoseconds(line.at)[:-4] + "Z"
    log = {"platform": "run.googleapis.com%2Fvarlog%2Fsystem"}.get(
        line.stream, f"run.googleapis.com%2F{line.stream}"
    )
    entry: dict[str, object] = {"insertId": f"{dice.getrandbits(96):024x}"}
    try:
        payload = json.loads(line.text)
    except ValueError:
        payload = None
    if isinstance(payload, dict):
        level = payload.pop("severity", None)
        entry["jsonPayload"] = payload
        if level:
            entry["severity"] = level
    else:
        entry["textPayload"] = line.text
    if line.stream == "platform":
        entry["severity"] = "INFO"
    entry |= {
        "resource": {"type": "cloud_run_revision", "labels": place},
        "timestamp": stamp,
        "labels": {"instanceId": "00f46b92c1d3e5a7"},
        "logName": f"projects/example-project/logs/{log}",
        "receiveTimestamp": nanoseconds(line.at + 0.2),
    }
    return entry


def cloud_run_ndjson(lines: Sequence[Line]) -> str:
    dice = random.Random(1)
    return "".join(json.dumps(cloud_run_entry(line, dice)) + "\n" for line in lines)


def cloud_run_array(lines: Sequence[Line]) -> str:
    """`gcloud logging read --format json`: pretty-printed, newest first."""
    dice = random.Random(2)
    return json.dumps([cloud_run_entry(line, dice) for line in reversed(lines)], indent=2) + "\n"


def aws_tail(lines: Sequence[Line]) -> str:
    out = []
    for line in lines:
        stamp = datetime.fromtimestamp(round(line.at, 3), UTC).isoformat(timespec="milliseconds")
        stream = "events" if line.stream == "platform" else "instance/5b0e2f7c9d1e4a3b8c6d"
        out.append(f"{stamp[:23]}000+00:00 {stream} {line.text}".rstrip() + "\n")
    return "".join(out)


def compose(lines: Sequence[Line]) -> str:
    """`docker compose logs`; the stream names the service."""
    names = {"stdout": "web-1", "stderr": "web-1", "platform": "web-1"}
    width = max((len(line.stream) for line in lines if line.stream not in names), default=5)
    return "".join(
        f"{names.get(line.stream, line.stream):<{width}}  | {line.text}\n" for line in lines
    )


def compose_stamped(lines: Sequence[Line]) -> str:
    return "".join(f"web-1  | {nanoseconds(line.at)} {line.text}\n" for line in lines)


def docker_json(lines: Sequence[Line]) -> str:
    streams = {"platform": "stdout"}
    return "".join(
        json.dumps(
            {
                "log": line.text + "\n",
                "stream": streams.get(line.stream, line.stream),
                "time": nanoseconds(line.at, trim=True),
            }
        )
        + "\n"
        for line in lines
    )


def cri(lines: Sequence[Line]) -> str:
    streams = {"platform": "stdout"}
    return "".join(
        f"{nanoseconds(line.at, trim=True)} {streams.get(line.stream, line.stream)} F {line.text}\n"
        for line in lines
    )


def journald(lines: Sequence[Line]) -> str:
    return "".join(
        f"{datetime.fromtimestamp(line.at, UTC):%b %d %H:%M:%S} app-1 gunicorn[812]: {line.text}\n"
        for line in lines
    )
