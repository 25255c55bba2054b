"""Reports in Markdown: quoted lines are freed, and what must not appear is told apart."""

from __future__ import annotations

import pytest

from logscan.parsers import sniff

REPORT = b"# Incident\n\n## Logs\n\n- one\n- **two**\n\n```\nx\n```\n"
LINE = "[2026-03-08 10:15:02 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:9)"


@pytest.mark.parametrize("quoted", ["{}", "> {}", "- {}", "  * {}", "- `{}`", "1. {}", "`{}`"])
def test_quoted_line_is_freed(quoted: str) -> None:
    """List markers, quotation marks and inline code marks are taken off."""
    assert sniff(REPORT).peel(quoted.format(LINE)).rest == LINE


def test_indentation_inside_a_fence_is_kept() -> None:
    """A traceback's frames stay indented."""
    assert sniff(REPORT).peel('  File "/app/a.py", line 3, in a').kind == "indented"


@pytest.mark.parametrize(
    "label",
    [
        "## Must not appear any more",
        "## Expected after the fix",
        "## 📈 Résultats attendus",
        "**❌ NE DOIT PLUS APPARAÎTRE** :",
        "Vous ne devriez plus voir :",
        "### Test 4 (AVANT FIX)",
        "## Darf nicht mehr auftreten",
    ],
)
def test_label_of_what_must_not_appear_is_negative(label: str) -> None:
    """In English, French and German."""
    form = sniff(REPORT)
    assert form.headings.match(label)
    assert form.negative(label)


@pytest.mark.parametrize(
    "line", ["## Logs", "**Symptoms**:", "Traceback (most recent call last):", LINE]
)
def test_other_labels_and_log_lines_are_not(line: str) -> None:
    """What was really seen."""
    assert not sniff(REPORT).negative(line)


def test_a_log_is_no_report() -> None:
    """Nothing of a log is skipped, whatever it says."""
    form = sniff((LINE + "\n").encode() * 5)
    assert not form.prose
    assert not form.negative("## Must not appear any more")
