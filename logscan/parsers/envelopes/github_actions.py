"""GitHub Actions: stamp with seven digits, `gh run view --log` with job and step before it."""

import re

from logscan.parsers.grammar import Grammar, Layer, line, plain
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    found = {"cicd.pipeline.task.name": match["job"] or "", "cicd.step.name": match["step"] or ""}
    return Layer(match["rest"] or "", iso(match["ts"]), plain(found))


FORMAT = Grammar(
    name="github-actions",
    title="GitHub Actions log",
    platform="github-actions",
    pattern=line(
        r"(?:(?P<job>[^\t\n]{1,200}+)\t(?P<step>[^\t\n]{1,200}+)\t\ufeff?(?=\d{4}-\d\d-\d\dT)"
        r"|(?=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z))"
        r"(?P<ts>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)(?: (?P<rest>.*)|$)"
    ),
    read=_read,
    examples=(
        "2026-03-08T10:15:02.4365834Z ##[error]Process completed with exit code 1.",
        "test\tRun pytest\t2026-03-08T10:15:02.4365834Z collected 12 items",
    ),
)
