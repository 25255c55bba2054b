"""Entries packed in base64 and gzip become JSON lines."""

from __future__ import annotations

import base64
import gzip
import json

from hypothesis import given
from hypothesis import strategies as st

from logscan.sources import payloads
from tests.sources.conftest import Write, only, text

# docs.aws.amazon.com/powertools/typescript, CloudWatchLogsEvent
REAL = (
    "H4sIAAAAAAAAAHWPwQqCQBCGX0Xm7EFtK+smZBEUgXoLCdMhFtKV3akI8d0bLYmibvPPN3wz00CJxmQnTO41whwWQRIc"
    "tmEcB6sQbFC3CjW3XW8kxpOpP+OC22d1Wml1qZkQGtoMsScxaczKN3plG8zlaHIta5KqWsozoTYw3/djzwhpLwivWFGH"
    "GpAFe7DL68JlBUk+l7KSN7tCOEJ4M3/qOI49vMHj+zCKdlFqLaU2ZHV2a4Ct/an0/ivdX8oYc1UVX860fQDQiMdxRQEA"
    "AA=="
)
EVENTS = [
    {"logGroup": "testLogGroup", "logStream": "testLogStream", "timestamp": 1440442987000,
     "message": "[ERROR] First test message"},
    {"logGroup": "testLogGroup", "logStream": "testLogStream", "timestamp": 1440442987001,
     "message": "[ERROR] Second test message"},
]  # fmt: skip


def _lines(data: bytes) -> list[object]:
    return [json.loads(line) for line in data.splitlines()]


def _push(entry: object) -> dict[str, object]:
    data = base64.b64encode(json.dumps(entry, indent=1).encode()).decode()
    return {"message": {"attributes": {"a": "b"}, "data": data, "messageId": "1"},
            "subscription": "projects/p/subscriptions/s"}  # fmt: skip


def test_cloudwatch_subscription(write: Write) -> None:
    """One line per log event, pretty-printed or not."""
    event = {"awslogs": {"data": REAL}}
    for said in (json.dumps(event), json.dumps(event, indent=2), json.dumps([event])):
        source = only(write("a.json", said.encode()))
        assert _lines(source.head()) == _lines(text(source)) == EVENTS


def test_kinesis_and_firehose(write: Write) -> None:
    """Through Kinesis, and as Firehose writes it: objects without anything between them."""
    record = json.dumps({"Records": [{"kinesis": {"partitionKey": "x", "data": REAL}}] * 2})
    assert _lines(text(only(write("k.json", record.encode())))) == EVENTS * 2
    inner = gzip.decompress(base64.b64decode(REAL))
    assert _lines(text(only(write("f.gz", gzip.compress(inner * 3))))) == EVENTS * 3


def test_pubsub_push(write: Write) -> None:
    """The inner LogEntry in one line; other lines pass."""
    entries = [{"textPayload": f"é {i}", "timestamp": "2026-01-01T00:00:00Z"} for i in range(3)]
    said = "\n".join(json.dumps(_push(entry)) for entry in entries) + "\nnot JSON {\n"
    got = text(only(write("a.json", said.encode()))).decode().splitlines()
    assert [json.loads(line) for line in got[:3]] == entries
    assert got[3:] == ["not JSON {"]


def test_damaged_payloads_pass_with_a_remark(write: Write) -> None:
    """What cannot be unpacked stays as it is."""
    event = {"awslogs": {"data": REAL[:100]}}
    source = only(write("a.json", json.dumps(event).encode()))
    assert _lines(text(source)) == [event]
    assert source.problems == ["a payload could not be unpacked (the gzip data breaks off)"]


def test_a_log_that_quotes_a_payload_is_left_alone(write: Write) -> None:
    """Only a source that begins as JSON is rewritten."""
    data = b'INFO got {"awslogs": {"data": "' + REAL.encode() + b'"}}\n'
    assert text(only(write("a.log", data))) == data


@given(st.lists(st.integers(1, 400), max_size=10))
def test_any_cut_gives_the_same_lines(cuts: list[int]) -> None:
    """Objects are put together across pieces."""
    data = "\n".join(json.dumps(_push({"n": i, "s": "é"}), indent=2) for i in range(3)).encode()
    chunks, at = [], 0
    for cut in cuts:
        chunks.append(data[at : at + cut])
        at += cut
    got = b"".join(payloads.unwrapped([*chunks, data[at:]], lambda _: None))
    assert _lines(got) == [{"n": i, "s": "é"} for i in range(3)]


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    """Hostile text is no error, nested brackets included."""
    b"".join(payloads.unwrapped([data, b'{"a":' * 50 + b"[" * 200_000], lambda _: None))
