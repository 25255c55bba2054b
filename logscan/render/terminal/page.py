"""The page that terminal text is set on: width, colour, wrapping; all text is made visible here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

from logscan.model import Evidence, Severity
from logscan.render._escape import clipped, columns, visible, visible_lines

_SEVERITY_COLORS = {
    "critical": "bright_red",
    "high": "red",
    "medium": "yellow",
    "low": "cyan",
    "info": "blue",
}
_LONGEST = 8
"""Lines of one record that are shown unless all evidence is wanted."""


@dataclass(frozen=True, slots=True)
class Page:
    """How wide, whether coloured, and how much is said; its methods give finished lines."""

    width: int
    color: bool
    verbosity: int

    def style(self, text: str, *, fg: str | None = None, bold: bool = False) -> str:
        """The text in colour, if that is wanted; the text must be visible already."""
        styled = self.color and (fg or bold)
        return click.style(text, fg=fg, bold=bold or None) if styled else text

    def dim(self, text: str) -> str:
        """Text that may be overlooked."""
        return click.style(text, dim=True) if self.color else text

    def heading(self, text: str, note: str = "") -> str:
        """A section's heading, with a remark behind it."""
        shown = self.style(visible(text), bold=True)
        return f"{shown} {self.dim(f'({visible(note)})')}" if note else shown

    def paragraph(
        self, text: str, indent: int = 2, lead: str = "", bold: bool = False
    ) -> list[str]:
        """Wrapped text; `lead` stands before its first line, the others hang beside it."""
        first, hang = " " * indent + lead, " " * (indent + len(lead))
        folded = fold(visible(" ".join(text.split())), self.width - len(hang))
        lines = [self.style(line, bold=bold) for line in folded]
        return [first + lines[0], *(hang + line for line in lines[1:])]

    def severity_line(self, severity: Severity, title: str, indent: int = 0) -> list[str]:
        """A headline: how bad, and what."""
        word = self.style(severity.upper(), fg=_SEVERITY_COLORS[severity], bold=True)
        lead = severity.upper().ljust(8) + "  "
        lines = self.paragraph(title, indent, lead, bold=True)
        return [lines[0].replace(severity.upper(), word, 1), *lines[1:]]

    def command(self, command: str, indent: int) -> list[str]:
        """A command to copy: never wrapped."""
        marks = ["$ "] + ["  "] * command.count("\n")
        lines = zip(marks, visible_lines(command.rstrip("\n")), strict=False)
        return [" " * indent + mark + self.style(line, fg="green") for mark, line in lines]

    def quote(self, text: str, indent: int, lead: str = "", rows: int = 1) -> list[str]:
        """Log text line for line, each on at most `rows` rows and long records cut short.

        Where all evidence is wanted nothing is left out.
        """
        lines, room = visible_lines(text), self.width - indent - len(lead)
        if self.verbosity > 0:
            lines = [piece for line in lines for piece in fold(line, room)]
        else:
            if len(lines) > _LONGEST:
                lines = [*lines[:3], f"... {len(lines) - 6} more lines ...", *lines[-3:]]
            lines = [piece for line in lines for piece in _shortened(line, room, rows)]
        marks = [" " * indent + lead] + [" " * (indent + len(lead))] * (len(lines) - 1)
        return [m + clipped(line, room) for m, line in zip(marks, lines, strict=True)]

    def pointer(self, shown: Evidence, indent: int) -> list[str]:
        """`source:line  text`; of a record with several lines the last, most telling one."""
        where, told = visible(f"{shown.source}:{shown.line}"), _telling(shown.text)
        if len(where) > self.width // 2:
            place = [" " * indent + self.style(where, fg="cyan")]
            return place + [line for text in told for line in self.quote(text, indent + 2, rows=2)]
        lines = [
            line for text in told for line in self.quote(text, indent + len(where) + 2, rows=2)
        ]
        return [
            " " * indent + self.style(where, fg="cyan") + lines[0][indent + len(where) :],
            *lines[1:],
        ]

    def listing(self, items: Sequence[str], lead: str = "- ", indent: int = 2) -> list[str]:
        """One paragraph per item."""
        return [line for item in items for line in self.paragraph(item, indent, lead)]


def fold(text: str, width: int) -> list[str]:
    """Visible text broken at spaces into lines of at most `width` columns; a longer word is cut."""
    indentation = text[: len(text) - len(text.lstrip(" "))]
    lines, current = [], ""
    for number, word in enumerate(text[len(indentation) :].split(" ")):
        word = word if number else indentation + word
        joined = f"{current} {word}" if current else word
        if columns(joined) <= width:
            current = joined
            continue
        lines += [current] if current else []
        while columns(word) > width:
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]
        current = word
    return [*lines, current] if current or not lines else lines


def _head(word: str, width: int) -> str:
    """As much of a word as fits, at least one character."""
    kept = min(width, len(word))
    while kept > 1 and columns(word[:kept]) > width:
        kept -= 1
    return word[:kept]


def _shortened(line: str, room: int, rows: int) -> list[str]:
    """The line in at most `rows` pieces; what is left out is shown by an ellipsis."""
    pieces = fold(line, room)
    if len(pieces) <= rows:
        return pieces
    return [*pieces[: rows - 1], clipped(" ".join(pieces[rows - 1 :]), room)]


def _telling(text: str) -> list[str]:
    """The last line of a record, with the place above it where it is a line of code."""
    told = [line.strip() for line in text.split("\n") if line.strip()] or [""]
    return told[-2:] if len(told) > 1 and told[-2].startswith('File "') else told[-1:]
