"""The diagnosis room: findings become incidents with a root, a cause and what would decide."""

from __future__ import annotations

from logscan.diagnose.incidents import Diagnosis

__all__ = ["Diagnosis"]
