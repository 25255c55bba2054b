"""Level words of loggers and their OpenTelemetry severity numbers."""

from __future__ import annotations

from functools import lru_cache

TRACE, DEBUG, INFO, NOTICE, WARN, ERROR, FATAL = 1, 5, 9, 10, 13, 17, 21

WORDS: dict[int, tuple[str, ...]] = {
    TRACE: ("trace", "trc"),
    DEBUG: ("debug", "dbug", "dbg", "verbose"),
    INFO: ("info", "inf", "information", "log", "default", "success", "informational"),
    NOTICE: ("notice",),
    WARN: ("warning", "warn", "wrn"),
    ERROR: ("error", "err", "erro", "severe", "exception"),
    FATAL: ("critical", "fatal", "crit", "alert", "emergency", "emerg", "panic", "ftl"),
}
"""The spellings of each severity number, lower case."""

UPPER = (
    "TRACE|DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|ERRO|ERR|CRITICAL|CRIT|FATAL|SEVERE|SUCCESS"
    "|ALERT|EMERGENCY|PANIC"
)
"""Level words as most layouts print them, for use inside a group of a pattern."""


@lru_cache(maxsize=512)
def number(word: str) -> int | None:
    """The severity number of a level word or of pino's numeric level, None if it is neither."""
    folded = word.strip().lower()
    if folded.isascii() and folded.isdigit():
        return _numeric(int(folded[:6]))
    return next((level for level, words in WORDS.items() if folded in words), None)


def _numeric(level: int) -> int | None:
    """Pino's and Python's numeric levels: 10 to 60."""
    pino = {10: TRACE, 20: DEBUG, 30: INFO, 40: WARN, 50: ERROR, 60: FATAL}
    return pino.get(level)


SYSLOG = ("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug")
"""Words of the syslog severities 0 to 7."""
