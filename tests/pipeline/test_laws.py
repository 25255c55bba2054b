"""The laws of the design, through the whole program."""

from __future__ import annotations

import gzip
import io
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logscan.pipeline import Options, scan, watch
from tests.pipeline.logs import INCIDENTS, ROOT, Text, as_json, rules, scanned

SMALL = sorted(
    path for path in (ROOT / "sample_logs" / "repro").rglob("*.log") if path.stat().st_size < 20_000
)[::12]
FORMATS = sorted(
    path
    for path in (ROOT / "sample_logs" / "formats").rglob("*")
    if path.is_file() and path.suffix != ".yaml" and path.stat().st_size < 40_000
)


@pytest.mark.parametrize(
    "path", SMALL + FORMATS, ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_the_report_is_the_same_with_the_scan_on_and_off(path: Path) -> None:
    options = Options(fast=False)
    assert as_json(scan([str(path)], rules=rules())) == as_json(
        scan([str(path)], options, rules=rules())
    )


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.integers(0, 600_000), max_size=8),
    st.sampled_from(
        [
            "render-smtp-cors/incident/render.log",
            "apprunner-code-134/incident/application.log",
            "cloudrun-429-db/incident/browser-chrome.txt",
        ]
    ),
)
def test_it_does_not_matter_how_the_bytes_were_cut(cuts: list[int], name: str) -> None:
    data = (INCIDENTS / name).read_bytes()
    assert as_json(scanned(Text(data, cuts))) == as_json(scanned(Text(data)))


@pytest.mark.parametrize(
    "name",
    [
        "render-smtp-cors/incident/render.log",
        "railway-smtp-silent/incident/railway.log",
    ],
)
def test_a_pipe_that_ends_says_what_a_scan_says(name: str) -> None:
    path = INCIDENTS / name
    wanted = {i.id: i for i in scan([str(path)], rules=rules()).incidents}
    reading, writing = os.pipe()

    def write() -> None:
        with os.fdopen(writing, "wb") as out:
            out.write(path.read_bytes())

    threading.Thread(target=write).start()
    with os.fdopen(reading, "rb") as stream:
        told = {i.id: i for i in watch(stream, rules=rules())}
    assert set(wanted) <= set(told)
    for id_, incident in wanted.items():
        assert (told[id_].cause and told[id_].cause.id) == (incident.cause and incident.cause.id)
        assert {f.id for f in told[id_].findings} == {f.id for f in incident.findings}


def test_the_form_of_the_file_does_not_matter(tmp_path: Path) -> None:
    """Packed, with Windows line ends, coloured, in UTF-16: the incidents are the same."""
    text = (INCIDENTS / "apprunner-code-134" / "incident" / "application.log").read_text()
    forms = {
        "plain": text.encode(),
        "packed": gzip.compress(text.encode()),
        "windows": text.replace("\n", "\r\n").encode(),
        "coloured": text.replace("[ERROR]", "\x1b[31m[ERROR]\x1b[0m").encode(),
        "utf16": text.encode("utf-16"),
        "bom": b"\xef\xbb\xbf" + text.encode(),
        "nul": text.replace("WORKER TIMEOUT", "WORKER\x00 TIMEOUT").encode(),
    }
    said = {}
    for name, data in forms.items():
        path = tmp_path / "application.log"
        path.write_bytes(data)
        report = scan([str(path)], rules=rules())
        said[name] = [
            (i.id, i.cause and i.cause.id, [(f.id, f.count) for f in i.findings])
            for i in report.incidents
        ]
    assert said["plain"]
    assert all(value == said["plain"] for value in said.values()), said


def test_the_same_lines_in_two_files_count_once() -> None:
    data = (INCIDENTS / "render-smtp-cors" / "incident" / "render.log").read_bytes()
    once, twice = scanned(Text(data)), scanned(Text(data, name="a"), Text(data, name="b"))
    assert [[f.count for f in i.findings] for i in once.incidents] == [
        [f.count for f in i.findings] for i in twice.incidents
    ]
    assert any("several sources" in limit for limit in twice.limits)


@pytest.mark.parametrize(
    "data", [b"", b"\n" * 50, b"\x00" * 100, b"{", b"[\n{\n", b"---\n", b"\xff\xfe"]
)
def test_odd_input_gives_a_report(data: bytes) -> None:
    assert scanned(Text(data)).incidents == ()


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=3000))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    as_json(scanned(Text(data)))


def test_standard_input_is_a_source() -> None:
    path = INCIDENTS / "render-smtp-cors" / "incident" / "render.log"
    report = scan(["-"], stdin=io.BytesIO(path.read_bytes()), rules=rules())
    assert [source.name for source in report.sources] == ["stdin"]
    assert report.incidents
