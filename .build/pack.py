"""Puts the rule pack, the index of log formats and the demo's sample into the wheel."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is not public
    """An editable install reads `rules/` itself and gets nothing."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to a wheel that is not editable."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from logscan.parsers import byte_factors, index
        from logscan.rulebook.packing import pack

        folder = Path(tempfile.mkdtemp())
        formats = {index.PACKED: json.dumps(index.pack()).encode()}
        for path, content in {**formats, **pack(root / "rules", byte_factors)}.items():
            packed = folder / path.name
            packed.write_bytes(content)
            build_data["force_include"][str(packed)] = f"logscan/{path.name}"
        demo = root / "sample_logs" / "incidents" / "render-smtp-cors" / "incident"
        build_data["force_include"][str(demo)] = "logscan/demo"
