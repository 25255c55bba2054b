"""A signature drafted from one log line: what varies is masked, the rest is taken literally."""

from __future__ import annotations

import re
from collections.abc import Iterator

from logscan.model import Event

MASKS: tuple[tuple[str, str, str], ...] = (
    # name, what it looks like in the line, the pattern that stands for it
    ("pid", r"(?<=pid:)\d+|(?<=pid: )\d+|(?<=pid=)\d+|(?<=pid )\d+", r"\d+"),
    ("", r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "[0-9a-f-]{36}"),
    ("", r"\bhttps?://[^\s'\"<>]+", r"https?://\S{1,200}"),
    ("host", r"\b(?:\d{1,3}\.){3}\d{1,3}\b", r"[\w.-]{1,200}"),
    (
        "host",
        r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|app|dev|internal|local)\b",
        r"[\w.-]{1,200}",
    ),
    ("port", r"(?<=:)\d{2,5}\b(?![.:]\d)|(?<=port )\d{2,5}\b", r"\d+"),
    ("path", r"(?<=(?:GET|PUT) )/\S*|(?<=POST )/\S*|(?<=DELETE )/\S*", r"\S{1,200}"),
    ("", r"(?<![\w.])/(?:[\w.@+-]+/)+[\w.@+-]+", r"\S{1,200}"),
    ("", r"'[^'\n]*'", r"'[^'\n]{0,200}'"),
    ("", r'"[^"\n]*"', r'"[^"\n]{0,200}"'),
    ("", r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{8,}\b", "[0-9a-f]+"),
    ("", r"(?<![\w.])\d+\.\d+(?![\w.])", r"\d+\.\d+"),
    ("", r"(?<![\w.])\d+(?![\w.]|\.\d)", r"\d+"),
)
SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}]")
SEVERITIES = ((21, "critical"), (17, "high"), (13, "medium"), (0, "low"))


def pattern(line: str) -> str:
    """A pattern for lines like this one; process ids, hosts, ports and paths are captured."""
    found, at = "", 0
    used: set[str] = set()
    for start, end, name, mask in _masked(line):
        found += _escaped(line[at:start])
        found += f"(?P<{name}>{mask})" if name and name not in used else mask
        used.add(name)
        at = end
    return found + _escaped(line[at:])


def draft(event: Event) -> str:
    """The YAML of a signature for a line that was read, with marks where the author must write."""
    line = telling(event.message)
    example = "\n".join(f"        {entry}" for entry in event.record.entries)
    severity = next(word for least, word in SEVERITIES if (event.severity or 0) >= least)
    return TEMPLATE.format(
        severity=severity, pattern=pattern(line).replace("'", "''"), example=example
    )


def telling(message: str) -> str:
    """The line of a message that says what happened: of a traceback the last one."""
    lines = [line.strip() for line in message.split("\n") if line.strip()]
    if not lines:
        return ""
    return lines[-1] if "Traceback (most recent call last)" in message else lines[0]


def _masked(line: str) -> Iterator[tuple[int, int, str, str]]:
    """What is masked, in order, nothing twice; earlier masks win."""
    taken: list[tuple[int, int, str, str]] = []
    for name, shape, mask in MASKS:
        for found in re.finditer(shape, line):
            if all(found.end() <= start or found.start() >= end for start, end, _, _ in taken):
                taken.append((found.start(), found.end(), name, mask))
    return iter(sorted(taken))


def _escaped(text: str) -> str:
    return SPECIAL.sub(lambda found: f"\\{found[0]}", text)


TEMPLATE = """\
title: TODO what one sees, in a sentence without full stop
severity: {severity}  # TODO info, low, medium, high or critical
explain: >-
  TODO what the line means, for somebody who has never seen it.
match:
  message: '{pattern}'
  # TODO take out of the pattern what other lines of this kind do not have
# when: {{count: 3, within: 60s}}  # if one line alone means nothing
# unless:                          # what calls it off, such as a recovery
#   - {{match: {{message: 'recovered'}}, within: 60s}}
# consequence_of:                  # of what it is the consequence, where the log agrees
#   - {{of: area.slug, same: [process.pid], within: 60s}}
references: []  # TODO {{url: https://..., title: ..., basis: official, checked: YYYY-MM}}
examples:
  fires:
    - name: TODO what happened there
      log: |
{example}
  stays_silent:
    - name: TODO the same words with another meaning
      log: |
        TODO a real line that is near but no case of it
"""
