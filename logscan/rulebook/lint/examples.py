"""Examples: named, different, with what the platform leaves no trace of."""

from __future__ import annotations

from collections.abc import Iterator

from logscan.rulebook.lint._pack import Pack, Remark


def check(pack: Pack) -> Iterator[Remark]:
    """Remarks about logs that stand twice, and about examples that are empty."""
    for rule in pack.rules:
        if "TODO" in rule.data["title"] + rule.data.get("explain", ""):
            yield rule.error("a draft: what is marked TODO is not written yet", "title")
        logs: dict[str, str] = {}
        names: set[str] = set()
        for steps, example in rule.examples():
            log = example["log"].strip()
            if not log:
                yield rule.error("an example without a log shows nothing", *steps)
            if log in logs:
                yield rule.error(f"the same log as {logs[log]!r}", *steps, "log")
            if example["name"] in names:
                yield rule.warning("two examples have this name", *steps, "name")
            logs.setdefault(log, example["name"])
            names.add(example["name"])
