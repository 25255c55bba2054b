"""Google Cloud Build: the step's number and name before every line."""

import re

from logscan.parsers.grammar import Grammar, Layer, line, plain


def _read(match: re.Match[str]) -> Layer:
    return Layer(match["rest"] or "", None, plain({"cicd.step.name": match["step"] or ""}))


FORMAT = Grammar(
    name="cloud-build",
    title="Google Cloud Build",
    platform="cloudbuild",
    pattern=line(r"Step #\d{1,4}(?: - \"(?P<step>[^\"]{1,80})\")?:(?: (?P<rest>.*)|$)"),
    read=_read,
    examples=('Step #1 - "build": Collecting gunicorn==23.0.0', "Step #0: Already have image"),
)
