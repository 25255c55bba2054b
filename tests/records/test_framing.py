"""Records: what belongs together is one, however the bytes were cut."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logscan import parsers
from logscan.factors import Factor
from logscan.model import Block, Record
from logscan.prefilter import Prefilter
from logscan.records import Framed, Framer, cutter

FACTORS = [
    Factor.of("smtplib"),
    Factor.of("WORKER TIMEOUT"),
    Factor.of("KeyError"),
    Factor.of("needle"),
]

TRACEBACK = """\
[2026-03-02 10:00:01 +0000] [9] [ERROR] Error handling request /register
Traceback (most recent call last):
  File "/app/shop/mail.py", line 12, in send
    server = smtplib.SMTP(host)
  File "/usr/local/lib/python3.12/smtplib.py", line 255, in __init__
    (code, msg) = self.connect(host, port)

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/app/shop/views.py", line 4, in register
    raise KeyError("x")
KeyError: 'x'
"""
ACCESS = '10.0.0.1 - - [02/Mar/2026:10:00:0{n} +0000] "GET /a HTTP/1.1" 200 5 "-" "curl/8"\n'


def whole(each: Framed) -> Record:
    """The record with its neighbours."""
    before, after = each.neighbours()
    return each.record._replace(before=before, after=after)


def framed(data: bytes, cuts: Sequence[int] = ()) -> list[Record]:
    """The records of a text that comes in pieces, each cut after a newline."""
    form = parsers.sniff(data[:65536])
    framer = Framer("log", cutter(data[:65536]), form.peel, Prefilter(FACTORS, fast=False))
    found = []
    start, line = 0, 1
    for end in [*sorted(cuts), len(data)]:
        end = data.rfind(b"\n", 0, end) + 1 if end < len(data) else end
        if end > start or not data:
            found += [whole(each) for each in framer.feed(Block(data[start:end]))]
            line += data.count(b"\n", start, end)
            start = end
    return found + [whole(each) for each in framer.flush()]


def sample(times: int = 3) -> bytes:
    """Access lines with tracebacks between them."""
    text = "".join(
        ACCESS.format(n=n % 10) * 4 + TRACEBACK + ACCESS.format(n=n % 10) for n in range(times)
    )
    return (text + "[2026-03-02 10:00:09 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:9)\n").encode()


def test_a_chained_traceback_belongs_to_its_error_line() -> None:
    records = framed(sample(1))
    assert [record.line for record in records] == [5, 19]
    assert records[0].text == TRACEBACK.rstrip("\n")
    assert records[0].before[-1].startswith("10.0.0.1")
    assert records[0].after[0].startswith("10.0.0.1")


@pytest.mark.parametrize(
    "prefix",
    [
        "2026-03-02T10:00:01.123456789Z [err]  ",
        "2026-03-02T10:00:01.12345678Z ",
        "web-1  | ",
        "2026-03-02T10:00:01.123456789Z stderr F ",
    ],
)
def test_a_traceback_stamped_line_by_line_is_one_record(prefix: str) -> None:
    data = "".join(prefix + line + "\n" for line in sample(1).decode().splitlines())
    records = framed(data.encode())
    assert [record.line for record in records] == [5, 19]
    assert len(records[0].entries) == 13


def test_an_unstamped_traceback_alone_is_one_record() -> None:
    body = TRACEBACK.split("\n", 1)[1]
    assert [record.line for record in framed(body.encode())] == [1]


def test_a_traceback_shipped_as_one_json_record_per_line_is_one_record() -> None:
    lines = [{"time": "2026-03-02T10:00:01Z", "msg": line} for line in TRACEBACK.splitlines()]
    records = framed("".join(json.dumps(line) + "\n" for line in lines).encode())
    assert [(record.line, len(record.entries)) for record in records] == [(1, 13)]


def test_a_blank_line_below_each_line_does_not_cut_a_traceback() -> None:
    head, rest = TRACEBACK.split("\n", 1)
    text = f"{head}\n{rest.split('Traceback', 2)[2]}".replace(" (most", "Traceback (most", 1)
    records = framed(text.replace("\n", "\n\n").encode())
    assert [(record.line, len(record.entries)) for record in records] == [(1, 9)]


def test_access_lines_take_no_traceback() -> None:
    records = framed((ACCESS.format(n=1) + TRACEBACK.split("\n", 1)[1]).encode())
    assert [record.line for record in records] == [2]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12_000), max_size=12))
def test_it_does_not_matter_how_the_bytes_were_cut(cuts: list[int]) -> None:
    data = sample(8)
    assert framed(data, cuts) == framed(data)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "needle",
                "  needle",
                "Traceback (most recent call last):",
                "KeyError: 'needle'",
                "",
                "[2026-03-02 10:00:01 +0000] [9] [ERROR] needle",
                "    at needle (x.js:1:2)",
                "plain",
                "\x00",
            ]
        ),
        max_size=40,
    ),
    st.lists(st.integers(0, 400), max_size=5),
)
def test_records_do_not_overlap_and_hold_every_factor(lines: list[str], cuts: list[int]) -> None:
    data = "".join(line + "\n" for line in lines).encode()
    records = framed(data, cuts)
    assert records == framed(data)
    covered = [n for r in records for n in range(r.line, r.line + len(r.entries))]
    assert len(covered) == len(set(covered))
    wanted = {number for number, line in enumerate(lines, 1) if "needle" in line}
    assert wanted <= set(covered)


ENTRIES = [
    {
        "insertId": f"a{n}",
        "textPayload": "all is well",
        "timestamp": f"2026-03-02T10:00:{n:02}Z",
        "logName": "projects/p/logs/run.googleapis.com%2Fstdout",
        "resource": {"type": "x"},
    }
    for n in range(30)
]
ENTRIES[7]["textPayload"] = 'quoted "needle", {"a": 1} and },{ more'
ENTRIES[20]["textPayload"] = "needle"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ENTRIES, indent=2) + "\n",
        json.dumps({"entries": ENTRIES}, indent=2) + "\n",
        json.dumps(ENTRIES) + "\n",
        json.dumps(ENTRIES, separators=(",", ":")) + "\n",
        "".join(json.dumps(entry) + "\n" for entry in ENTRIES),
        "".join(json.dumps(entry, indent=2) for entry in ENTRIES),
        "\n".join(json.dumps(entry, indent=2) for entry in ENTRIES) + "\n",
    ],
)
def test_each_shape_of_json_gives_its_entries(text: str) -> None:
    records = framed(text.encode())
    assert [json.loads(record.text.rstrip(",]\n ")) for record in records] == [
        ENTRIES[7],
        ENTRIES[20],
    ]


def test_a_record_is_bounded() -> None:
    lines = ["Traceback (most recent call last):"] + ['  File "/a.py", line 1, in f'] * 3000
    records = framed("\n".join([*lines, "KeyError: needle"]).encode())
    assert all(len(record.entries) <= 500 for record in records)
    assert any("needle" in record.text for record in records)
