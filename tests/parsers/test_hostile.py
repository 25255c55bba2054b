"""Time stays bounded whatever a line repeats."""

from __future__ import annotations

from time import process_time

import pytest

from logscan.model import Record
from logscan.parsers import formats, sniff

LENGTH = 16_000
PATIENCE = 1.0
"""Seconds of processor time; a quadratic pattern needs some, a cubic one minutes."""
REPEATS = ["a", " ", ":", "- ", "[a] ", '\\"', "1 ", "a=b ", "\n at ", '  File "a", line 1, in b\n']


@pytest.mark.parametrize("repeated", REPEATS)
def test_repetition_is_read_in_time(repeated: str) -> None:
    """Each format's example, cut in the middle and followed by much of the same."""
    form = sniff(b"")
    for info in formats():
        line = info.example[: len(info.example) // 2] + repeated * (LENGTH // len(repeated))
        begun = process_time()
        form.event(Record("hostile", 1, (line,)), [form.peel(line)])
        assert process_time() - begun < PATIENCE, info.name


def test_huge_numbers_are_no_numbers() -> None:
    """Python refuses to convert thousands of digits."""
    digits = "9" * 10_000
    form = sniff(b"")
    for line in (
        f'1.2.3.4 - - [08/Mar/2026:10:15:02 +0000] "GET / HTTP/1.1" 200 {digits} "-" "-" {digits}',
        f"at=error service={digits}ms status={digits} bytes={digits}",
        f'{{"level":{digits},"time":{digits},"msg":"x"}}',
    ):
        form.event(Record("hostile", 1, (line,)), [form.peel(line)])
