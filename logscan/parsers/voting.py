"""The votes of a source's lines: its envelopes from the outside in, its layouts, its platform."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from logscan.parsers.catalogue import (
    envelope_chooser,
    generic_envelopes,
    layout_chooser,
    text_formats,
    with_specific,
)
from logscan.parsers.grammar import Grammar, JsonGrammar
from logscan.parsers.kinds import bare, is_exception
from logscan.patterns import pattern

_APPRUNNER = pattern(r"\[AppRunner\]|/aws/apprunner/|\binstance/[0-9a-f]{6}")
_PLATFORM = (
    ("render", pattern(r"/opt/render/project|\.onrender\.com|^==> |clientIP=\"", re.MULTILINE)),
    ("apprunner", pattern(r"\[AppRunner\] |\.awsapprunner\.com|/aws/apprunner/")),
    ("railway", pattern(r"\.railway\.app|^Starting Container$|railway\.internal", re.MULTILINE)),
    ("cloudrun", pattern(r"\.a\.run\.app|run\.googleapis\.com|cloud_run_revision")),
    ("heroku", pattern(r"heroku\[|\.herokuapp\.com")),
)


def usual(layouts: Sequence[Grammar]) -> tuple[Grammar, ...]:
    """The usual layouts, and those that they would shadow."""
    return with_specific(frozenset(item.name for item in layouts[:3]))


def layouts(rests: Sequence[str]) -> tuple[list[Grammar], int]:
    """The layouts of the lines, the most frequent first, and how many lines have one."""
    choose = layout_chooser().of
    votes: Counter[Grammar] = Counter()
    for rest in rests:
        if bare(rest) is None and (found := choose(rest)):
            votes[found] += 1
    return [item for item, _ in votes.most_common()], sum(votes.values())


def platform(known: Sequence[str], text: str, layouts: Sequence[Grammar]) -> str:
    """The envelopes' platform, else the one that layouts or names in the text give away."""
    found = next((platform for platform in known if platform), "")
    if found == "aws" and _APPRUNNER.search(text):
        return "apprunner"
    if found:
        return found
    for item in layouts:
        if item.platform:
            return item.platform
    counts = {name: len(pattern.findall(text[:16384])) for name, pattern in _PLATFORM}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def envelopes(
    lines: Sequence[str], forced: Grammar | JsonGrammar | None
) -> tuple[Grammar | JsonGrammar, ...]:
    """The envelopes of a source, outermost first, at most three."""
    stack: list[Grammar | JsonGrammar] = []
    texts = list(lines)
    if forced is not None and forced in text_formats("envelopes"):
        stack.append(forced)
        texts = _inside(texts, forced)
    while len(stack) < 3 and (found := _outermost(texts)):
        stack.append(found)
        texts = _inside(texts, found)
    return tuple(stack)


def _inside(texts: Sequence[str], envelope: Grammar | JsonGrammar) -> list[str]:
    """The rests of the lines that have the envelope."""
    if not isinstance(envelope, Grammar):
        return []
    matches = (envelope.pattern.match(text) for text in texts)
    return [rest for match in matches if match and (rest := envelope.read(match).rest)]


def _outermost(texts: Sequence[str]) -> Grammar | None:
    """The envelope of most lines; a generic one only where its stamps do not explain themselves."""
    choose = envelope_chooser().of
    votes: Counter[Grammar] = Counter()
    for text in texts:
        if found := choose(text):
            votes[found] += 1
    generic = _best_generic(texts)
    if votes:
        best, count = votes.most_common(1)[0]
        if count * 20 >= len(texts) or count >= 3:
            return best if generic is None or count * 5 >= generic[1] * 4 else generic[0]
    return generic[0] if generic else None


def _best_generic(texts: Sequence[str]) -> tuple[Grammar, int] | None:
    """The generic envelope that covers most lines, the more specific where they are equal."""
    known = [item for item in generic_envelopes() if any(map(item.pattern.match, texts))]
    choose = layout_chooser().of
    laid = [known != [] and _is_laid(choose(text)) for text in texts]
    best: tuple[Grammar, int] | None = None
    for item in known:
        count = _covers(item, texts, laid)
        if count and (best is None or count > best[1]):
            best = item, count
    return best


def _is_laid(found: Grammar | None) -> bool:
    """Whether a layout explains the line, one that says more than that a date begins it."""
    return found is not None and found.name != "dated"


def _covers(envelope: Grammar, texts: Sequence[str], laid: Sequence[bool]) -> int:
    """How many lines the envelope covers, 0 where they are rather a layout with a date."""
    pairs = [
        (envelope.read(match).rest, known)
        for text, known in zip(texts, laid, strict=True)
        if (match := envelope.pattern.match(text))
    ]
    choose = layout_chooser().of
    claimed = sum(known for _, known in pairs)
    inside = sum(
        _continues(rest) or (bare(rest) is None and choose(rest) is not None) for rest, _ in pairs
    )
    every = len(pairs) * 10 >= len(texts) * 9 and not claimed
    if not pairs or (inside <= claimed and not every):
        return 0
    return len(pairs) if len(pairs) * 5 >= len(texts) else 0


def _continues(rest: str) -> bool:
    """Whether the text continues a line above it, so that the stamp before it is a platform's."""
    return bare(rest) in ("indented", "traceback", "chain", "detail") or is_exception(rest)
