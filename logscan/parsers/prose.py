"""Markdown reports that quote log lines: how they are told and how a quoted line is freed.

How to use it: outside code fences, ask of each line that matches `Format.headings` (a heading, a
bold label, a line that ends in a colon) `Format.negative(line)`. Where it is true (it announces
what must not appear, or no longer, or only after the fix) skip that line and those below it, code
fences included, up to the next such line for which it is false. Every other line is peeled like
any log line; `peel` takes list markers, quotation marks and inline code marks off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from logscan.patterns import pattern

_MARKUP = pattern(
    r"\s{0,3}(?:#{1,6} \S|```|~~~|\|.{1,400}\||\*\*[^*\n]{1,200}\*\*|[-*+] (?:\[[ xX✅]\]|\*\*|`)"
    r"|\d{1,3}\. \*\*|> |---$|\*\*\*$)"
)
HEADING = pattern(
    r"\s{0,3}(?:#{1,6} |(?:[-*+] )?\*\*[^*\n]{1,200}\*\*\s?:?\s*$"
    r"|(?!Traceback|\[|\d{4}|The above|During handling|File \"|[A-Z]{4,8}:)[^\n]{2,120}[^\s:]\s?:\s*$)"
)
"""A Markdown heading, a bold label, or a line of text that ends in a colon."""
_MARKER = pattern(r"\s{0,3}(?:> ?)+|\s{0,8}(?:[-*+]|\d{1,3}[.)]) (?=\S)")
_NUMBERED_LOG = pattern(r"\d{1,6}\) \[\d{4}-")

NEGATIVE = pattern(
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
    if headings != 1:
        return headings > 1
    marked = sum(bool(_MARKUP.match(line)) for line in filled)
    return marked >= 3 and marked * 8 >= len(filled)


def is_negative(line: str) -> bool:
    """Whether it is a heading or label about what must not, or no longer, appear."""
    return bool(HEADING.match(line)) and NEGATIVE.search(line) is not None


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
