"""The rehearsal: rules proven on their own examples and on all samples, through the real pipeline.

stage      text through the pipeline from bytes     cases     one thing to try and what must come out
examples   the examples of the rule files           samples   the incident and repro samples
healthy    logs in which nothing is wrong           troupe    all cases on several processes
verdicts   what came out, as a matrix
"""

from __future__ import annotations

from logscan.rehearsal.cases import Case, Verdict
from logscan.rehearsal.stage import Stage, events
from logscan.rehearsal.troupe import rehearse

__all__ = ["Case", "Stage", "Verdict", "events", "rehearse"]
