"""What holds for all tests: no test measures time, so a busy machine fails none."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("logscan", deadline=None)
settings.load_profile("logscan")
