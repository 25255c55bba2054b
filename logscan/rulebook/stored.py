"""A compiled rulebook as bytes and back, so that a start has nothing to compile.

What is read can name nothing but plain data and the nouns of the rulebook: no bytes run any code. The
wheel's own file is trusted as its code is.
"""

from __future__ import annotations

import io
import pickle
from importlib import import_module
from pathlib import Path
from typing import Any

from logscan import factors, model
from logscan.rulebook import plain, rules
from logscan.rulebook.rules import Rulebook

STORED = Path(__file__).parent.parent / "rulebook.pickle"
"""The built-in pack as the wheel carries it."""
PROTOCOL = 5
"""One that every Python knows on which logscan runs."""
ROOMS = tuple(module.__name__ for module in (factors, model, plain, rules))


def dumped(rulebook: Rulebook) -> bytes:
    """A rulebook as bytes."""
    return pickle.dumps(rulebook, PROTOCOL)


def loaded(data: bytes) -> Rulebook:
    """The rulebook in some bytes.

    Raises pickle.UnpicklingError where they name anything else, and what pickle raises for bytes
    that are none.
    """
    found = _Reader(io.BytesIO(data)).load()
    if not isinstance(found, Rulebook):
        raise pickle.UnpicklingError("no rulebook")
    return found


def builtin() -> Rulebook | None:
    """The built-in pack, compiled when the wheel was built; in a checkout nothing."""
    return loaded(STORED.read_bytes()) if STORED.exists() else None


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """One of the nouns."""
        found = vars(import_module(module)).get(name) if module in ROOMS else None
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a rulebook")
        return found
