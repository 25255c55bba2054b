"""A date and time without zone before every line: Docker Desktop's pane, gcloud's service logs."""

import re
from dataclasses import replace

from logscan.parsers.grammar import Grammar, Layer, line
from logscan.parsers.stamps import iso


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", iso(match["ts"]))


def _read_utc(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", iso(match["ts"], utc=True))


FORMAT = Grammar(
    name="stamped",
    title="date and time without zone before every line (Docker Desktop)",
    pattern=line(
        r"(?P<ts>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?)(?: (?P<rest>(?!- |\| ).*)|$)"
    ),
    read=_read,
    examples=("2026-05-01 12:34:56 starting up",),
)
GCLOUD = replace(FORMAT, name="gcloud-run", platform="cloudrun", read=_read_utc)
"""The same lines where they come from `gcloud run services logs`, which prints UTC."""
