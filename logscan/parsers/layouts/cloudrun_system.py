"""Cloud Run's own lines: container exits, signals, memory, probes, refused requests."""

import re

from logscan.parsers.grammar import Grammar, Layer, line


def _read(match: re.Match[str]) -> Layer:
    return Layer(match[0])


FORMAT = Grammar(
    name="cloudrun-system",
    title="Cloud Run's own lines",
    platform="cloudrun",
    pattern=line(
        r"(?:Container called exit\(|Uncaught signal: \d|Container terminated on signal "
        r"|Memory limit of [\d.]+ ?\w* exceeded|(?:Default )?(?:STARTUP|LIVENESS|READINESS) \w+ probe "
        r"|Starting new instance\. Reason: |While handling this request, the container instance"
        r"|The request (?:failed because|was aborted because|was not auth|has been terminated)"
        r"|Truncated response body\. |Response size was too large"
        r"|ERROR: \(gcloud\.run\.|Cloud Run error: ).*"
    ),
    read=_read,
    examples=(
        "Container called exit(1).",
        'Default STARTUP TCP probe succeeded after 1 attempt for container "web" on port 8080.',
        "The request was aborted because there was no available instance.",
    ),
)
