"""A small folder of rules that lints without a remark, to be spoilt in one place by each test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from logscan.rehearsal.bench import bench
from logscan.rulebook.lint import Remark, lint

TODAY = date(2026, 11, 24)

SIGNATURE = """\
title: A worker was killed
severity: high
explain: It did not answer in time.
match:
  message: 'WORKER TIMEOUT \\(pid:(?P<pid>\\d+)\\)'
references:
  - {url: 'https://gunicorn.org/reference/settings/', title: Settings, basis: official, checked: 2026-11}
examples:
  fires:
    - name: killed
      log: |
        [2026-03-04 10:15:31 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:12)
  stays_silent:
    - name: a setting
      log: |
        [2026-03-04 10:15:31 +0000] [7] [INFO] worker timeout is 30
"""
CAUSE = """\
title: The work takes long
explain: One request works longer than the timeout.
explains: [gunicorn.worker-timeout]
proves:
  - match: {message: 'report took \\d+ s'}
    because: the work says how long it took
decided_by: A line that says how long the work took.
fix:
  summary: Move the work out of the request.
  steps:
    - text: Deploy with a queue.
      command: 'gcloud run deploy "$SERVICE"'
      effect: changes
      undo: Deploy the former revision.
references:
  - {url: 'https://gunicorn.org/reference/settings/', title: Settings, basis: official, checked: 2026-11}
verify:
  exercised: ten reports
examples:
  fires:
    - name: it says so
      log: |
        [2026-03-04 10:15:31 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:12)
        [2026-03-04 10:15:32 +0000] [12] [INFO] report took 45 s
  stays_silent:
    - name: it does not say so
      log: |
        [2026-03-04 10:15:31 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:12)
"""


class Rules:
    """A folder of rules in a temporary place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.signature = SIGNATURE
        self.cause = CAUSE
        self.other: dict[str, str] = {}

    def write(self) -> Path:
        """Write the folder."""
        texts = {
            "signatures/gunicorn/worker-timeout.yaml": self.signature,
            "causes/long-work.yaml": self.cause,
            **self.other,
        }
        for name, text in texts.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self.folder

    def remarks(self, lines: Sequence[bytes] = (), today: date = TODAY) -> list[Remark]:
        """What linting says."""
        return lint(self.write(), bench(today, lines))

    def said(self, lines: Sequence[bytes] = (), today: date = TODAY) -> str:
        """What linting says, as text without the folder's name."""
        return "\n".join(map(str, self.remarks(lines, today))).replace(f"{self.folder}/", "")


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    """The folder as it should be."""
    return Rules(tmp_path / "rules")
