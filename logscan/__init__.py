"""logscan: pipe the logs of a Python web app in, read what happened, why, and what to do.

pipeline   the rooms in order               cli       commands, flags, exit codes
sources    bytes to blocks                  parsers   log formats to events
prefilter  where factors stand              ahead     the same, in other processes
records    the log entries around them      report    what is said, redacted
rulebook   what is known                    detect    events to findings
diagnose   findings to incidents            model     the nouns
render     report to text

The public API: `scan(paths, options)` gives a Report, `watch(stream, options)` the incidents of a
pipe as they are decided, `load_rules(options)` the Rulebook that both can be given, `Options` what
can be asked for, and `to_pandas(report)` a report's rates as a table. What they need is loaded
when they are first used, so that importing logscan costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from logscan.pipeline import Options, load_rules, scan, watch
    from logscan.report.trends import to_pandas

__version__ = "0.1.0"
__all__ = ["Options", "__version__", "load_rules", "scan", "to_pandas", "watch"]

_HOMES = {"to_pandas": "logscan.report.trends"}


def __getattr__(name: str) -> Any:
    """Load a part of the public API when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'logscan' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "logscan.pipeline")), name)
