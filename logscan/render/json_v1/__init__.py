"""The report as JSON, `logscan.report/1`: for machines, versioned, with a published JSON Schema."""

from __future__ import annotations

import json
from typing import Any

from logscan.model import Report
from logscan.patterns import pattern

NAME = "json"
TITLE = "for machines; `logscan schema` prints its JSON Schema"

_UNSAFE = pattern(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]"
)


def render(report: Report, *, compact: bool = False, **_: object) -> str:
    """The report as one JSON object, on one line if `compact`; it holds no wall-clock time.

    Characters that could trick a terminal are escaped, so that it may be shown as it is.
    """
    from logscan.render.json_v1.mapping import report_of

    text = json.dumps(report_of(report), ensure_ascii=False, indent=None if compact else 2)
    return _UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], text) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of what `render` gives; members that it does not name are allowed."""
    from logscan.render.json_v1.models import Report as Document

    described = Document.model_json_schema(mode="serialization", by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}
