"""One rule file: YAML text into checked plain data, with every complaint at its place."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from logscan.errors import Complaint
from logscan.rulebook.schema import KINDS

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(kind: str, path: Path, name: str) -> tuple[dict[str, Any] | None, list[Complaint]]:
    """The rule in `path` with defaults filled in, or None and what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
        loader = LOADER(text)
        node = loader.get_single_node()
        data = None if node is None else loader.construct_document(node)
    except (OSError, UnicodeDecodeError) as error:
        return None, [Complaint(name, 1, 1, f"cannot be read: {error}")]
    except yaml.YAMLError as error:
        return None, [_yaml_complaint(name, error)]
    if not isinstance(data, dict):
        return None, [Complaint(name, 1, 1, "a rule file is one mapping of keys to values")]
    try:
        model = KINDS[kind].model_validate(data)
    except ValidationError as error:
        return None, [_complaint(name, node, dict(item), kind) for item in error.errors()]
    return model.model_dump(mode="json", by_alias=True), []


def _yaml_complaint(name: str, error: yaml.YAMLError) -> Complaint:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Complaint(name, line, column, f"not YAML: {getattr(error, 'problem', error)}")


def _complaint(name: str, node: Any, item: dict[str, Any], kind: str) -> Complaint:
    place, key = _locate(node, item["loc"], item["type"] == "missing")
    where = ".".join(str(part) for part in item["loc"] if not _is_tag(part))
    text = f"{where}: {item['msg']}" if where else item["msg"]
    if item["type"] == "extra_forbidden":
        text = f"unknown key {key!r}{_suggestion(key, kind)}"
    return Complaint(name, place.line + 1, place.column + 1, text)


def _locate(node: Any, loc: Sequence[Any], missing: bool) -> tuple[Any, str]:
    """The mark of the deepest node that `loc` leads to, and the last key on the way."""
    mark, last = node.start_mark, ""
    for part in loc:
        last = str(part)
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == last]
            if found:
                mark, node = found[0][0].start_mark, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and part in range(len(node.value)):
            node = node.value[part]
            mark = node.start_mark
    return mark, last


def _is_tag(part: object) -> bool:
    """Whether pydantic put the name of a union's member into a path."""
    return isinstance(part, str) and (part[:1].isupper() or "[" in part or part in {"int", "str"})


def _suggestion(key: str, kind: str) -> str:
    names = {name for model in _models(KINDS[kind]) for name in model}
    near = difflib.get_close_matches(key, sorted(names), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _models(model: Any) -> list[list[str]]:
    schema = model.model_json_schema(by_alias=True)
    parts = [schema, *schema.get("$defs", {}).values()]
    return [list(part.get("properties", {})) for part in parts]
