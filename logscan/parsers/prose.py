"""Markdown reports that quote log lines: how they are told and how a quoted line is freed.

`records` peels every line of such a source. Where `Format.negative(line)` is true (a heading or
label that announces what must not, or no longer, appear) it skips the lines below it up to the
next heading or label for which it is false.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARKUP = re.compile(
    r"\s{0,3}(?:#{1,6} \S|```|~~~|\|.{1,400}\||\*\*[^*\n]{1,200}\*\*|[-*+] (?:\[[ xX✅]\]|\*\*|`)"
    r"|\d{1,3}\. \*\*|> |---$|\*\*\*$)"
)
_HEADING = re.compile(r"\s{0,3}(?:#{1,6} |\*\*[^*\n]{1,200}\*\*:?\s*$|[^\n]{2,120}:\s*$)")
_MARKER = re.compile(r"\s{0,3}(?:> ?)+|\s{0,8}(?:[-*+]|\d{1,3}[.)]) (?=\S)")
_NUMBERED_LOG = re.compile(r"\d{1,6}\) \[\d{4}-")

NEGATIVE = re.compile(
    r"(?i)must not (?:appear|occur|show)|should (?:not|no longer) (?:appear|see|be|show|occur)"
    r"|no longer (?:appear|see|occur)|expected (?:after|output|result|log|behaviou?r)"
    r"|after (?:the )?(?:fix|deploy)|you should (?:now )?see|will (?:now )?see|before (?:the )?fix"
    r"|won't see|not? more errors?|success criteria|logs? to watch|what to look for|example logs?"
    r"|r[ée]sultats? attendus?|logs? attendus?|ne doi(?:t|vent) plus (?:appara[îi]tre|[êe]tre)"
    r"|ne devr(?:iez|ait|aient) plus|apr[èe]s (?:le )?(?:fix|correctif|d[ée]ploiement)"
    r"|avant (?:le )?(?:fix|correctif)|vous (?:devriez|devez) voir|attendu apr[èe]s"
    r"|darf nicht mehr|d[üu]rfen nicht mehr|soll(?:te|ten)? nicht mehr|erwartete?s? "
    r"(?:ergebnis|ausgabe|logs?)|nach dem (?:fix|deploy)|vor dem fix|nicht mehr (?:auftreten|erschein)"
)


def is_prose(lines: Sequence[str]) -> bool:
    """Whether the head of a source is a Markdown document, not a log."""
    filled = [line for line in lines if line.strip()]
    if not filled:
        return False
    headings = sum(bool(re.match(r"#{1,6} \S", line)) for line in filled)
    marked = sum(bool(_MARKUP.match(line)) for line in filled)
    return headings >= 1 and ((marked >= 3 and marked * 8 >= len(filled)) or headings >= 2)


def is_negative(line: str) -> bool:
    """Whether it is a heading or label about what must not, or no longer, appear."""
    return bool(_HEADING.match(line)) and NEGATIVE.search(line) is not None


def is_heading(line: str) -> bool:
    """Whether it is a Markdown heading or a label that ends in a colon."""
    return _HEADING.match(line) is not None


def unquote(line: str) -> str:
    """A quoted log line without list marker, quotation mark and inline code marks."""
    if _NUMBERED_LOG.match(line):
        return line
    marker = _MARKER.match(line)
    text = line[marker.end() :] if marker else line
    stripped = text.strip()
    if len(stripped) > 2 and stripped[0] == "`" == stripped[-1] and stripped.strip("`"):
        return stripped.strip("`")
    return text
