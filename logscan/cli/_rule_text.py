"""A rule as text for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from logscan.render._wording import BASIS, EFFECTS, PLATFORMS, RANKS
from logscan.render.terminal.page import Page

_PAGE = Page(width=88, color=False, verbosity=1)


def explained(kind: str, id_: str, rule: Mapping[str, Any]) -> list[str]:
    """What a rule says, in the order in which one wants to know it."""
    severity = f", {rule['severity']}" if rule.get("severity") else ""
    lines = [*_PAGE.paragraph(rule.get("title", id_), 0), f"{id_} ({kind}{severity})"]
    if text := rule.get("explain", ""):
        lines += ["", *_PAGE.paragraph(text, 0)]
    lines += _section("Seen as", list(rule.get("explains", [])))
    for rank, label in RANKS.items():
        told = [item["because"] for item in rule.get(rank, []) if item.get("because")]
        lines += _section(label.capitalize(), told)
    lines += _section("What would decide", [rule.get("decided_by", "")])
    lines += _fix(rule.get("fix") or {}) + _verify(rule.get("verify") or {})
    lines += _section("To prevent it", [rule.get("prevent", "")])
    return lines + _references(rule.get("references", []))


def _fix(fix: Mapping[str, Any]) -> list[str]:
    summary = fix.get("summary", "")
    lines = ["", "What to do", *_PAGE.paragraph(summary)] if summary else []
    for number, step in enumerate(fix.get("steps", []), 1):
        lines += _step(step, f"{number}. ")
    return lines


def _step(step: Mapping[str, Any], lead: str) -> list[str]:
    platform = step.get("platform", "")
    on = f"[{PLATFORMS.get(platform, platform)}] " if platform else ""
    lines = _PAGE.paragraph(on + step["text"], 2, lead)
    if step.get("command"):
        lines += _PAGE.command(step["command"], 2 + len(lead))
    if effect := step.get("effect"):
        undo = f"; undo: {step['undo']}" if step.get("undo") else ""
        lines += _PAGE.paragraph(f"({EFFECTS.get(effect, effect)}{undo})", 2 + len(lead))
    return lines


def _verify(verify: Mapping[str, Any]) -> list[str]:
    told = [f"no longer there: {_check(item)}" for item in verify.get("absent", [])]
    told += [f"must be there: {_check(item)}" for item in verify.get("present", [])]
    told += [f"must hold: {item}" for item in verify.get("hold", [])]
    told += [f"counts only after: {verify['exercised']}"] if verify.get("exercised") else []
    lines = _section("How to verify", told)
    return lines + [line for step in verify.get("commands", []) for line in _step(step, "- ")]


def _check(item: Mapping[str, Any]) -> str:
    said = [item.get("text") or "", item.get("finding") or ""]
    return ": ".join(filter(None, said)) or f"a line matching {item['match']}"


def _references(references: list[Mapping[str, Any]]) -> list[str]:
    lines = ["", "References"] if references else []
    for item in references:
        told = f"{item['title']} ({BASIS[item['basis']]}, checked {item['checked']})"
        lines += [*_PAGE.paragraph(told, 2, "- "), *_PAGE.command(item["url"], 4)]
    return [line.replace("$ http", "http", 1) for line in lines]


def _section(title: str, items: list[str]) -> list[str]:
    told = [item for item in items if item]
    return ["", title, *_PAGE.listing(told)] if told else []
