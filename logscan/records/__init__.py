"""The records room: from the places of factors to the log entries around them."""

from __future__ import annotations

from logscan.records.cutters import Cutter, cutter
from logscan.records.framing import Framed, Framer

__all__ = ["Cutter", "Framed", "Framer", "cutter"]
