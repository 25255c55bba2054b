"""YAML and JSON with the line of each value, read without making objects of any kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from logscan.parsers.settings._found import NotUnderstoodError


class Node:
    """A value of a document: `get` goes down by keys, and nothing is where a key is missing."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    @property
    def line(self) -> int:
        """The line where it begins, from 1."""
        return int(self._inner.start_mark.line) + 1 if self._inner is not None else 0

    @property
    def text(self) -> str | None:
        """The value of a scalar as it is written."""
        value = self._inner.value if self._inner is not None else None
        return value if isinstance(value, str) else None

    def get(self, *keys: str) -> Node:
        """The value below some keys."""
        node = self._inner
        for key in keys:
            pairs = node.value if node is not None and node.id == "mapping" else []
            node = next((value for name, value in pairs if name.value == key), None)
        return Node(node)

    def items(self) -> Iterator[Node]:
        """The elements of a list."""
        if self._inner is not None and self._inner.id == "sequence":
            yield from (Node(value) for value in self._inner.value)

    def texts(self) -> list[str]:
        """A scalar, or the scalars of a list."""
        found = [self.text] if self.text is not None else [item.text for item in self.items()]
        return [text for text in found if text is not None]


def documents(text: str) -> list[Node]:
    """The documents of a YAML or JSON text. Raises NotUnderstoodError."""
    import yaml  # loaded only where somebody gives such a file

    try:
        return [Node(node) for node in yaml.compose_all(text, Loader=yaml.SafeLoader)]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}: " if mark else ""
        raise NotUnderstoodError(f"{place}{getattr(error, 'problem', error)}") from error
