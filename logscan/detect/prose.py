"""Reports that quote log lines: what of their text is evidence.

Log lines in fences and in code spans are; sentences, source code, and what stands under a heading
such as "must not appear any more" are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable

FENCE = "```"
MOSTLY_CODE = 0.5
SOURCE = re.compile(
    r"^\s*(?:def |class |import |from \w+ import|return\b|raise |try:|except\b|finally:|else:|elif |"
    r"if |for |while |with |await |async |@\w+|#|//|const |let |var |export |print\(|"
    r"[\w.]+ ?(?:=|\+=) |(?:logger|logging|log|console|app|current_app)\.[\w.]+\()"
)
LABEL = re.compile(r"^\s*(?:#{1,6}\s|\*\*[^*]+\*\*\s*:?\s*$)")
CODE_SPAN = re.compile(r"`([^`]+)`")


class Quotes:
    """Keeps the place in a report from block to block."""

    def __init__(self, negative: Callable[[str], bool]) -> None:
        self._is_negative = negative
        self._negative = False
        self._fenced = False

    def evidence(self, data: bytes) -> bytes:
        """The text with all that is no evidence blanked, line by line."""
        return b"\n".join(
            raw if self._counts(raw.decode("utf-8", "replace")) else b""
            for raw in data.split(b"\n")
        )

    def _counts(self, line: str) -> bool:
        if line.lstrip().startswith(FENCE):
            self._fenced = not self._fenced
            return False
        if not self._fenced and (self._is_negative(line) or LABEL.match(line)):
            self._negative = self._is_negative(line)
        if self._negative or SOURCE.match(line):
            return False
        return self._fenced or _is_mostly_code(line)


def _is_mostly_code(line: str) -> bool:
    spans = sum(len(span) for span in CODE_SPAN.findall(line))
    return spans > MOSTLY_CODE * len(line.strip(" -*>0123456789."))
