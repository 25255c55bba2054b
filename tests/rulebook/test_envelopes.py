"""Each example of a signature still fires inside whatever a platform wraps around its lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from logscan import parsers
from logscan.rehearsal.stage import Stage
from logscan.rulebook import load
from tests.pipeline.logs import rules

Wrap = Callable[[list[tuple[float, str]]], bytes]
START = 1_772_445_600.0


def dated(text: str) -> list[tuple[float, str]]:
    """The lines with their own time, or that of the line before."""
    form = parsers.sniff(text.encode())
    found, now = [], START
    for line in text.splitlines():
        own = form.peel(line).time
        now = own if own is not None else now
        found.append((now, line))
    return found


def iso(time: float, digits: int = 9) -> str:
    """RFC 3339 in UTC with nine digits."""
    moment = datetime.fromtimestamp(time, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "0" * (digits - 6) + "Z"


def lines(form: str) -> Wrap:
    """Wraps each line by a format with {ts} and {line}."""
    return lambda found: "".join(
        form.format(ts=iso(time), line=line) + "\n" for time, line in found
    ).encode()


def cloud_logging(found: list[tuple[float, str]]) -> bytes:
    """Each line as an entry of standard error, escaped."""
    return "".join(
        json.dumps(
            {
                "textPayload": line,
                "timestamp": iso(time),
                "insertId": f"x{number:06}",
                "logName": "projects/p/logs/run.googleapis.com%2Fstderr",
                "resource": {"type": "cloud_run_revision", "labels": {"service_name": "shop"}},
            }
        )
        + "\n"
        for number, (time, line) in enumerate(found)
    ).encode()


def plain(found: list[tuple[float, str]]) -> str:
    """The text as it was."""
    return "".join(line + "\n" for _, line in found)


WRAPS: dict[str, Wrap] = {
    "render": lines("{ts} {line}"),
    "railway": lines("{ts} [err]  {line}"),
    "compose": lines("web-1  | {line}"),
    "cri": lines("{ts} stderr F {line}"),
    "cloud-logging": cloud_logging,
    "windows": lambda found: plain(found).replace("\n", "\r\n").encode(),
    "utf16": lambda found: plain(found).encode("utf-16"),
    "coloured": lambda found: "".join(f"\x1b[31m{line}\x1b[0m\n" for _, line in found).encode(),
}


def examples() -> Iterator[tuple[str, str, str, str]]:
    """Every plain example that fires: signature, name, text, platform."""
    for id_, rule in load()["signatures"].items():
        for example in rule["examples"]["fires"]:
            text = example["log"]
            form = parsers.sniff(text.encode())
            if form.platform == "" and form.shape == "lines" and not form.envelopes:
                yield id_, example["name"], text, example["platform"]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(WRAPS))
def test_examples_fire_in_every_envelope(name: str) -> None:
    stage = Stage(rules())
    silent, number = [], 0
    for id_, title, text, platform in examples():
        number += 1
        played = stage.play({"log": WRAPS[name](dated(text))}, platform)
        if id_ not in {f.id for i in played.incidents for f in i.findings}:
            silent.append(f"{id_}: {title}")
    assert number > 100
    assert not silent, f"{len(silent)} of {number}:\n" + "\n".join(silent)
