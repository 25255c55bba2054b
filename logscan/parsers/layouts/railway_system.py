"""Railway's own lines: container, volume, health check, rate limit."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    return Layer(match[0])


FORMAT = Grammar(
    name="railway-system",
    title="Railway's own lines",
    platform="railway",
    pattern=line(
        r"(?:Starting Container$|Stopping Container$|Mounting volume on: |Starting Healthcheck$"
        r"|Attempt #\d+ failed with |Retry window: |\d+/\d+ replicas never became healthy"
        r"|Healthcheck (?:failed|succeeded)|Railway rate limit of ).*"
    ),
    read=_read,
    examples=(
        "Starting Container",
        "Attempt #1 failed with service unavailable. Continuing to retry for 19s",
        "Railway rate limit of 500 logs/sec reached for replica, update your application to reduce"
        " the logging rate. Messages dropped: 50",
    ),
)
