"""The records room: from the places of factors to the log entries around them."""

from __future__ import annotations

from logscan.records.cutters import IN_ONE_LINE, LINES, Cutter, cutter
from logscan.records.framing import SEAM, Framed, Framer
from logscan.records.view import View

__all__ = ["IN_ONE_LINE", "LINES", "SEAM", "Cutter", "Framed", "Framer", "View", "cutter"]
