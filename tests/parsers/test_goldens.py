"""Every sample under `sample_logs/formats` is read as its `expected.yaml` says."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from logscan.model import Event, Peeled, Record
from logscan.parsers import Format, sniff

SAMPLES = Path(__file__).parents[2] / "sample_logs" / "formats"
EXPECTED = sorted(SAMPLES.glob("*/*.expected.yaml"))


def objects(text: str) -> list[str]:
    """The raw text of the elements of an array, a wrapper's list, or objects in a row."""
    decoder, found, place = json.JSONDecoder(), list[str](), 0
    while (start := re.compile(r"[\[{]").search(text, place)) is not None:
        value, end = decoder.raw_decode(text, start.start())
        lists = (
            [item for item in value.values() if isinstance(item, list) and item]
            if (
                isinstance(value, dict)
                and not found
                and {"entries", "events", "results"} & set(value)
            )
            else [value if isinstance(value, list) else [value]]
        )
        found += [json.dumps(item, ensure_ascii=False) for item in lists[0]]
        place = end
    return found


def entries(text: str, form: Format) -> list[str]:
    """What `records` would hand to `peel`, in the simplest way."""
    if form.shape == "json":
        return objects(text)
    if form.shape == "yaml":
        return [part for part in re.split(r"(?:^|\n)---[ ]*\n|\n(?=id: )", text) if part.strip()]
    return text.split("\n")


def read(form: Format, found: list[str], first: int, last: int) -> tuple[list[Peeled], Event]:
    """The event of some entries, numbered from 1."""
    chosen = found[first - 1 : last]
    parts = [form.peel(entry) for entry in chosen]
    return parts, form.event(Record("sample", first, tuple(chosen)), parts)


def shown(event: Event) -> dict[str, Any]:
    """An event in the words of an expectation."""
    attributes = {
        key: round(value, 6) if isinstance(value, float) else value
        for key, value in event.attributes.items()
        if key != "exception.stacktrace"
    }
    time = event.time
    found: dict[str, Any] = {
        "message": event.message.partition("\n")[0],
        "time": None
        if time is None
        else datetime.fromtimestamp(time, UTC).isoformat(timespec="milliseconds"),
        "clock": event.clock,
        "severity": event.severity,
        "attributes": attributes,
    }
    return found


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sample_is_read_as_expected(path: Path) -> None:
    """Format, platform, and of the listed entries kind, message, time, severity, attributes."""
    expected = yaml.safe_load(path.read_text(encoding="utf-8"))
    data = (path.parent / expected["file"]).read_bytes()
    form = sniff(data, **expected.get("options", {}))
    assert (form.name, form.platform) == (expected["format"], expected["platform"])
    assert form.shape == expected.get("shape", "lines")
    assert form.prose == expected.get("prose", False)
    found = entries(data.decode(), form)
    for item in expected["entries"]:
        parts, event = read(form, found, item["line"], item.get("until", item["line"]))
        kinds = item["kinds"]
        assert kinds == (
            [part.kind for part in parts] if isinstance(kinds, list) else parts[0].kind
        )
        wanted = {key: item.get(key) for key in ("message", "time", "clock", "severity")}
        assert shown(event) == {**wanted, "attributes": item.get("attributes", {})}


def test_every_sample_is_expected() -> None:
    """No sample without its expectation."""
    logs = {path for path in SAMPLES.glob("*/*") if not path.name.endswith(".expected.yaml")}
    named = {
        path.parent / yaml.safe_load(path.read_text(encoding="utf-8"))["file"] for path in EXPECTED
    }
    assert logs == named
