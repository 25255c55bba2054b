"""No text makes the parsers raise, and peeling loses none of an application's own text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logscan.errors import UsageError
from logscan.model import Record
from logscan.parsers import Format, formats, sniff

SAMPLES = Path(__file__).parents[2] / "sample_logs" / "formats"
EXAMPLES = [info.example for info in formats()]
LINES = sorted(
    {
        line
        for path in SAMPLES.glob("*/*")
        if not path.name.endswith(".expected.yaml")
        for line in path.read_text(encoding="utf-8").split("\n")
    }
)

scraps = st.sampled_from([word for text in EXAMPLES for word in text.split(" ")])
hostile = st.one_of(
    st.text(max_size=60),
    st.sampled_from(EXAMPLES + LINES),
    st.lists(scraps, max_size=12).map(" ".join),
    st.tuples(st.sampled_from(EXAMPLES + LINES), st.integers(0, 200)).map(
        lambda pair: pair[0][: pair[1]]
    ),
    st.tuples(st.sampled_from(EXAMPLES), st.text(max_size=8), st.integers(0, 80)).map(
        lambda three: three[0][: three[2]] + three[1] + three[0][three[2] :]
    ),
)
calm = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_all(form: Format, lines: list[str]) -> None:
    """Peels the lines and reads them alone and as one record."""
    parts = [form.peel(line) for line in lines]
    for line, part in zip(lines, parts, strict=True):
        form.event(Record("any", 1, (line,)), [part])
    form.event(Record("any", 1, tuple(lines)), parts)


@calm
@given(st.lists(hostile, min_size=1, max_size=12))
def test_no_text_raises(lines: list[str]) -> None:
    """Whatever the lines, they are sniffed, peeled and read."""
    form = sniff("\n".join(lines).encode("utf-8", "replace"), tz="Europe/Berlin", year=2026)
    read_all(form, lines)
    for line in lines:
        form.negative(line)


@calm
@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    """Bytes that are not UTF-8 are read as replacement characters."""
    read_all(sniff(data), data.decode("utf-8", "replace").split("\n"))


@calm
@given(st.sampled_from(LINES), st.sampled_from(EXAMPLES))
def test_format_of_one_source_reads_lines_of_another(line: str, example: str) -> None:
    """A format that was decided on one text reads any other without raising."""
    read_all(sniff((example + "\n").encode() * 5), [line, example])


WRAPS = {
    "railway": "2026-03-08T10:15:02.617806970Z [err]  {}",
    "rfc3339": "2026-03-08T10:15:02.61780697Z {}",
    "cri": "2026-03-08T10:15:02.617806970Z stderr F {}",
    "compose": "web-1  | {}",
    "heroku": "2026-03-08T10:15:02.505729+00:00 app[web.1]: {}",
    "render-cli": "2026-03-08 10:15:02  {}",
    "github-actions": "2026-03-08T10:15:02.4365834Z {}",
}
own = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="[{(\ufeff")
).map(lambda text: "x" + text)


@pytest.mark.parametrize("name", WRAPS)
@settings(max_examples=40, deadline=None)
@given(indent=st.integers(0, 8), text=own)
def test_peel_keeps_what_the_application_wrote(name: str, indent: int, text: str) -> None:
    """Indentation and every character behind the envelope are kept."""
    form = sniff("\n".join([WRAPS[name].format("    indented")] * 5).encode(), log_format=name)
    written = " " * indent + text
    assert form.peel(WRAPS[name].format(written)).rest == written


def test_unknown_names_are_the_users_mistake() -> None:
    """A zone or a format that does not exist is said so."""
    with pytest.raises(UsageError, match="time zone"):
        sniff(b"", tz="Mars/Base")
    with pytest.raises(UsageError, match="log format"):
        sniff(b"", log_format="nonsense")
