"""Runs repro scripts and writes sample_logs/repro: `python -m repro [cause …]` from tests/ (default: all of them)."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import traceback
from pathlib import Path

import repro

OUT = Path(__file__).parents[2] / "sample_logs" / "repro"


def main() -> None:
    """Runs the scripts that have a `run`, one after the other; one that fails does not stop the next."""
    chosen = [name.replace("-", "_") for name in sys.argv[1:]]
    for module in chosen or sorted(module.name for module in pkgutil.iter_modules(repro.__path__)):
        if module == "__main__":
            continue
        script = importlib.import_module(f"repro.{module}")
        if not hasattr(script, "run"):
            continue
        try:
            script.run(OUT / module.replace("_", "-"))
        except Exception:  # the next script does not depend on this one
            traceback.print_exc()


if __name__ == "__main__":
    main()
