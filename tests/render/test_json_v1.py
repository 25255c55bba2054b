"""The JSON form: loads back, keeps its own schema, holds what the issue promises."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logscan.render.json_v1 import render, schema
from logscan.render.json_v1.mapping import iso
from logscan.render.json_v1.models import Report as Document

from .hostile import often, poisoned, texts
from .reports import BARE, NOTHING, REPORT


@often
@given(texts)
def test_loads_back(text: str) -> None:
    """Any log text comes back as it was (but for lone surrogates), and controls no terminal."""
    shown = render(poisoned(text))
    document = json.loads(shown)
    assert document["incidents"][0]["title"] == text.encode("utf-8", "replace").decode()
    assert Document.model_validate(document).model_dump(by_alias=True) == document
    assert {c for c in shown if unicodedata.category(c) in ("Cc", "Zl", "Zp")} <= {"\n"}


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
