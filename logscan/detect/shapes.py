"""The shape of an error line: what stays when all that varies is masked.

The shape is a function of the line alone, so that parts of a log can be grouped apart and merged.
"""

from __future__ import annotations

import re

from logscan.model import Event

LONGEST = 200
MASKS = (
    (re.compile(r"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F-]{13,}\b"), "<id>", "-"),
    (re.compile(r"https?://\S+"), "<url>", "://"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b"), "<ip>", "."),
    (re.compile(r"\b0x[0-9a-fA-F]+\b|\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b"), "<id>", ""),
    (re.compile(r"'[^'\n]*'|\"[^\"\n]*\""), "<text>", ""),
    (re.compile(r"(?<![\w<])/[\w.\-/%@]+"), "<path>", "/"),
    (re.compile(r"\d+"), "<n>", ""),
)
"""Patterns, what stands in their place, and what each match holds: a text without it need not be
searched."""


def shape(event: Event) -> str:
    """The shape of an event: a traceback by its type and app frame, else its masked first line."""
    kind = event.attributes.get("exception.type")
    if kind:
        frame = str(event.attributes.get("app_frame", ""))
        return f"{kind} in {frame}" if frame else f"{kind}: {masked(_first_line(event))}"
    return masked(_first_line(event))


def masked(text: str) -> str:
    """A line without its numbers, ids, quoted texts, paths and addresses."""
    text = text[: LONGEST * 2]
    for pattern, mask, held in MASKS:
        if held in text:
            text = pattern.sub(mask, text)
    return " ".join(text.split())[:LONGEST]


def _first_line(event: Event) -> str:
    return next((line for line in event.message.split("\n") if line.strip()), "")
