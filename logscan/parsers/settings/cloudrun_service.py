"""A Cloud Run service in YAML, as `gcloud run services describe --format export` gives it.

Keys: https://docs.cloud.google.com/run/docs/reference/yaml/v1
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from logscan.parsers.settings._command import command_settings
from logscan.parsers.settings._found import Found, NotUnderstoodError, mebibytes, scalar
from logscan.parsers.settings._nodes import Node, documents

ANNOTATIONS = {
    "autoscaling.knative.dev/maxScale": "cloudrun.max_instances",
    "autoscaling.knative.dev/minScale": "cloudrun.min_instances",
    "run.googleapis.com/cpu-throttling": "cloudrun.cpu_throttling",
    "run.googleapis.com/startup-cpu-boost": "cloudrun.cpu_boost",
}


def is_mine(name: str, text: str) -> bool:
    """By the API that it speaks of."""
    return name.endswith((".yaml", ".yml")) and "serving.knative.dev/" in text


def read(text: str) -> Iterator[Found]:
    """What the template of the service's revisions says."""
    service = next((d for d in documents(text) if d.get("kind").text == "Service"), None)
    if service is None:
        raise NotUnderstoodError("no document of kind Service")
    yield Found("cloud.platform", "cloudrun", service.line)
    template = service.get("spec", "template")
    spec = template.get("spec")
    yield from _plain(spec.get("containerConcurrency"), "cloudrun.concurrency")
    yield from _plain(spec.get("timeoutSeconds"), "cloudrun.timeout")
    for annotation, name in ANNOTATIONS.items():
        yield from _plain(template.get("metadata", "annotations", annotation), name)
    for container in list(spec.get("containers").items())[:1]:
        yield from _container(container)


def _plain(node: Node, name: str) -> Iterator[Found]:
    value = scalar(node.text)
    if value is not None:
        yield Found(name, value, node.line)


def _container(container: Node) -> Iterator[Found]:
    memory = container.get("resources", "limits", "memory")
    size = mebibytes(memory.text)
    if size is not None:
        yield Found("memory.limit_mib", size, memory.line)
    yield from _plain(container.get("resources", "limits", "cpu"), "cloudrun.cpu")
    words = [*container.get("command").texts(), *container.get("args").texts()]
    if words:
        place = container.get("command").line or container.get("args").line
        yield from command_settings(shlex.join(words), place, _environment(container))


def _environment(container: Node) -> dict[str, str]:
    pairs = (
        (item.get("name").text, item.get("value").text) for item in container.get("env").items()
    )
    return {name: value for name, value in pairs if name and value}
