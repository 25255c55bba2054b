"""The JSON form: loads back, keeps its own schema, holds what the issue promises."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from logscan.pipeline import scan
from logscan.render.json_v1 import render, schema
from logscan.render.json_v1.mapping import iso
from logscan.render.json_v1.models import Report as Document
from tests.pipeline.logs import INCIDENTS, rules

from .hostile import often, poisoned, texts
from .reports import BARE, NOTHING, ONE, REPORT


def strangers(part: Any) -> Iterator[str]:
    """Members that the published types do not know."""
    if isinstance(part, BaseModel):
        yield from part.model_extra or ()
        part = dict(part)
    for member in part.values() if isinstance(part, dict) else part if type(part) is list else ():
        yield from strangers(member)


def assert_exact(document: Any) -> None:
    """It is what the published types give: no member more or fewer, in their order."""
    typed = Document.model_validate(document)
    assert list(strangers(typed)) == []
    assert json.dumps(typed.model_dump(mode="json", by_alias=True)) == json.dumps(document)


@often
@given(texts)
def test_loads_back(text: str) -> None:
    """Any log text comes back as it was (but for lone surrogates), and controls no terminal."""
    shown = render(poisoned(text))
    document = json.loads(shown)
    assert document["incidents"][0]["title"] == text.encode("utf-8", "replace").decode()
    assert_exact(document)
    assert {c for c in shown if unicodedata.category(c) in ("Cc", "Zl", "Zp")} <= {"\n"}


@pytest.mark.parametrize("report", [REPORT, ONE, NOTHING, BARE])
def test_is_what_its_types_give(report: Any) -> None:
    """The mapping is written out by hand, so that a scan needs no pydantic."""
    assert_exact(json.loads(render(report)))


@pytest.mark.parametrize("name", ["render-smtp-cors", "cloudrun-429-db"])
def test_of_a_real_scan_is_what_its_types_give(name: str) -> None:
    """Nor does what the rooms before it really give differ from the types."""
    report = scan([str(INCIDENTS / name / "incident")], rules=rules())
    assert report.incidents
    assert_exact(json.loads(render(report)))


@pytest.mark.parametrize("report", [REPORT, NOTHING, BARE])
def test_keeps_its_schema(report: Any) -> None:
    """The published schema accepts every report, and members that it does not know."""
    jsonschema = pytest.importorskip("jsonschema")
    document = {**json.loads(render(report)), "new": 1}
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(document, schema())


def test_incident_has_what_is_promised() -> None:
    """The members that readers count on, with the meaning that they count on."""
    document = json.loads(render(REPORT))
    named, open_, _ = document["incidents"]
    assert document["schema"] == "logscan.report/1"
    assert named["started_at"] == "2025-12-22T10:14:02Z"
    assert open_["ended_at"] is None
    assert open_["cause"] is None
    assert named["cause"]["evidence"]["for"][1]["rank"] == "proves"
    assert named["fix"]["provisional"] is False
    assert open_["fix"]["provisional"] is True
    assert [link["role"] for link in named["chain"]] == ["root", "consequence", "consequence"]
    assert named["findings"][1]["evidence"][0]["context"]["before"]


def test_compact_is_one_line() -> None:
    """For `watch`, so that a reader can go line by line."""
    assert render(REPORT, compact=True).count("\n") == 1


@given(st.floats())
def test_any_time_is_a_time_or_none(time: float) -> None:
    """No number in place of a time makes rendering fail."""
    text = iso(time)
    assert text is None or text.endswith("Z")
