"""Lines that servers print without their layout: gunicorn's and click's complaints."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    return Layer(match[0])


FORMAT = Grammar(
    name="server-bare",
    title="bare lines of Gunicorn, Uvicorn, Django, Flask at their start",
    pattern=line(
        r"(?:Failed to find (?:attribute|application object)|Failed to parse '"
        r"|Application object must be callable|Failed to read config file: |Invalid value for \w+: "
        r"|Error: |Usage: |Already running on PID |class uri |Exception in thread "
        r"|Exception ignored in: |Performing system checks\.\.\.$|Watching for file changes with "
        r"|Django version \d|Starting (?:\w+ )?development server at | \* (?:Running|Serving|Debug)"
        r"|Worker \(pid:\d+\) |Worker exiting \(pid: \d+\)|WORKER TIMEOUT \(pid:|Booting worker with pid: "
        r"|Starting gunicorn \d|Listening at: http|Using worker: |Shutting down: Master$"
        r"|Handling signal: \w+$|Reason: (?:Worker|App) failed|Error handling request[ $]"
        r"|Press CTRL\+C to quit$|Segmentation fault|Killed$|Aborted$|terminate called ).*"
    ),
    read=_read,
    examples=(
        "Failed to find attribute 'nope' in 'app'.",
        "Error: Invalid value for '--port': '$PORT' is not a valid integer.",
        "Exception in thread Thread-1 (worker):",
    ),
)
