"""render.yaml, Render's blueprint (https://render.com/docs/blueprint-spec)."""

from __future__ import annotations

from collections.abc import Iterator

from logscan.parsers.settings._command import command_settings
from logscan.parsers.settings._found import Found, NotUnderstoodError, scalar
from logscan.parsers.settings._nodes import Node, documents

MEMORY_MIB = {
    "free": 512,
    "starter": 512,
    "standard": 2048,
    "pro": 4096,
    "pro plus": 8192,
    "pro max": 16384,
    "pro ultra": 32768,
}
"""Memory of each instance type (https://render.com/pricing, checked 2026-11)."""


def is_mine(name: str, text: str) -> bool:
    """By its name, as Render finds it."""
    return name.lower() in ("render.yaml", "render.yml")


def read(text: str) -> Iterator[Found]:
    """What the first web service says."""
    services = [s for document in documents(text) for s in document.get("services").items()]
    web = next((s for s in services if s.get("type").text == "web"), None)
    if web is None:
        raise NotUnderstoodError("no service of type web")
    yield Found("cloud.platform", "render", web.line)
    yield from _plan(web.get("plan"))
    for key, name in (
        ("numInstances", "render.instances"),
        ("healthCheckPath", "health_check.path"),
    ):
        value = scalar(web.get(key).text)
        if value is not None:
            yield Found(name, value, web.get(key).line)
    for key in ("startCommand", "dockerCommand"):
        command = web.get(key)
        if command.text:
            yield from command_settings(command.text, command.line, _environment(web))


def _plan(plan: Node) -> Iterator[Found]:
    if plan.text:
        yield Found("cloud.plan", plan.text, plan.line)
        memory = MEMORY_MIB.get(plan.text.lower().replace("_", " "))
        if memory:
            yield Found("memory.limit_mib", memory, plan.line)


def _environment(service: Node) -> dict[str, str]:
    pairs = (
        (item.get("key").text, item.get("value").text) for item in service.get("envVars").items()
    )
    return {key: value for key, value in pairs if key and value}
