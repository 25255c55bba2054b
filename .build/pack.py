"""Puts the rule pack, as one checked JSON file, and the demo's sample into the wheel."""

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
        from logscan.rulebook.load import pack

        packed = Path(tempfile.mkdtemp()) / "pack.json"
        packed.write_text(json.dumps(pack(root / "rules")), encoding="utf-8")
        build_data["force_include"][str(packed)] = "logscan/pack.json"
        demo = root / "sample_logs" / "incidents" / "render-smtp-cors" / "incident"
        build_data["force_include"][str(demo)] = "logscan/demo"
