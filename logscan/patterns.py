"""A regular expression that is compiled when it is first asked, not when its module is imported.

Compiling all that a scan might need takes longer than a small scan; most logs ask only for some.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "split")


class _Uncompiled:
    """Has what a compiled pattern has; its methods are filled in when it is first asked."""

    __slots__ = ("_flags", "pattern", *_METHODS)

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # only asked for what is not there yet
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The same as `re.compile`, but an error in `text` shows at the first use."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(text, flags))
