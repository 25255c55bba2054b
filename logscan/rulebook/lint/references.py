"""References: there, recent, and honest about what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from logscan.rulebook.lint._pack import Pack, Remark, Written

MONTHS = 12
FORUMS = (
    "stackoverflow.com",
    "serverfault.com",
    "reddit.com",
    "medium.com",
    "dev.to",
    "community.",
    "discuss.",
    "forum.",
    "station.railway.com",
    "help.railway.",
)
CODE = ("github.com", "gitlab.com", "raw.githubusercontent.com", "sourcehut.org")


def check(pack: Pack) -> Iterator[Remark]:
    """Remarks about the references of each rule."""
    for rule in pack.rules:
        references = rule.data.get("references")
        if references is None:
            continue
        if not references and rule.kind == "signatures":
            yield rule.warning("no reference says where this symptom is described")
        if references and all(each["basis"] == "reported" for each in references):
            yield rule.warning("every reference is only reported, not confirmed", "references")
        for number, reference in enumerate(references):
            yield from _one(rule, number, reference, pack.bench.today)


def _one(rule: Written, number: int, reference: Mapping[str, str], today: date) -> Iterator[Remark]:
    year, month = map(int, reference["checked"].split("-"))
    age = (today.year - year) * 12 + today.month - month
    at = ("references", number)
    if not 1 <= month <= 12 or age < 0:
        yield rule.error(f"checked in {reference['checked']}: no month up to now", *at, "checked")
    elif age > MONTHS:
        yield rule.warning(f"not checked for {age} months: {reference['url']}", *at, "checked")
    url = urlsplit(reference["url"])
    host = url.hostname or ""
    if reference["basis"] == "official":
        discussed = host in CODE and ("/issues/" in url.path or "/discussions/" in url.path)
        if discussed or any(
            host == each or host.startswith(each) or host.endswith("." + each) for each in FORUMS
        ):
            yield rule.warning(
                f"{reference['url']} is a discussion, basis reported or observed is honest",
                *at,
                "basis",
            )
    if reference["basis"] == "source" and host not in CODE and "source" not in url.path:
        yield rule.warning(f"basis source, but {host} is no place of source code", *at, "basis")
