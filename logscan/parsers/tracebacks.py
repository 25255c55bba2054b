"""Python tracebacks in a text: chained, grouped, SyntaxError, faulthandler dumps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from logscan.model import Value
from logscan.parsers.frames import Frame, frame, is_app, is_server
from logscan.parsers.kinds import EXCEPTION
from logscan.patterns import pattern

_HEADER = pattern(r"(?:Exception Group )?Traceback \(most recent call last\):")
_THREAD = pattern(
    r"(?:Current thread|Thread) 0x[0-9a-fA-F]{4,16}.{0,60}\(most recent call first\):"
)
_FATAL = pattern(r"Fatal Python error: (.{0,200})")
_CHAIN = pattern(r"The above exception was the direct|During handling of the above exception")
_LOOSE = pattern(r"([A-Za-z_][\w.]{0,200})(?::(?: (.*))?)?$", re.ASCII | re.DOTALL)
_BAR = pattern(r"(?P<margin> {2,60})(?:(?P<rule>\+-.*)|\+ |\|(?: |$))")
_SYNTAX = ("SyntaxError", "IndentationError", "TabError")
MOST_LINES = 5000
LONGEST_KNOWN = 16 * 1024


@dataclass
class Block:
    """One traceback: its frames, oldest first, and the exception that ended it."""

    depth: int = 0
    """How many groups it stands in."""
    frames: list[Frame] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    type: str = ""
    message: str = ""
    closed: bool = False
    current: bool = False
    """Whether it is the thread that crashed, of a faulthandler dump."""


def attributes(text: str) -> dict[str, Value]:
    """What the tracebacks in a text say, under OpenTelemetry names; nothing if there are none."""
    return dict(_known(text) if len(text) <= LONGEST_KNOWN else _read(text))


@lru_cache(maxsize=128)
def _known(text: str) -> Mapping[str, Value]:
    """The same, remembered: what fails once fails again in the same frames."""
    return _read(text)


def _read(text: str) -> dict[str, Value]:
    if "\\n  File " in text and '\n  File "' not in text:
        text = text.replace("\\n", "\n").replace('\\"', '"')
    lines = text.split("\n", MOST_LINES)[:MOST_LINES]
    blocks = [block for block in _blocks(lines) if block.frames or block.type]
    fatal = _FATAL.search(text) if "Fatal Python" in text else None
    if not blocks and fatal is None:
        return {}
    found: dict[str, Value] = _exception(blocks)
    if fatal is not None and "exception.type" not in found:
        found |= {"exception.type": "Fatal Python error", "exception.message": fatal[1]}
    return found | _places(blocks)


def _exception(blocks: Sequence[Block]) -> dict[str, Value]:
    """The exception that propagated, its message, and the chain behind it."""
    outermost = [block for block in blocks if block.depth == 0 and block.type] or [
        block for block in blocks if block.type
    ]
    if not outermost:
        return {}
    last = outermost[-1]
    chain = [last.type]
    grouped = [block for block in blocks if block.depth and block is not last]
    causes = [block for block in reversed(blocks) if block.depth == 0 and block is not last]
    chain += [block.type for block in (*grouped, *causes) if block.type]
    return {
        "exception.type": last.type,
        "exception.message": last.message.strip()[:4096],
        "exception.chain": " <- ".join(chain),
    }


def _places(blocks: Sequence[Block]) -> dict[str, Value]:
    """The stack, where it stood still, and the application's own frame."""
    found: dict[str, Value] = {}
    order = _by_weight(blocks)
    stack = "\n".join(line for block in blocks for line in block.lines)
    if stack:
        found["exception.stacktrace"] = stack
    blocked = _innermost(order, lambda item: not is_server(item) and item.function != "")
    if blocked:
        found["blocked_in"] = f"{blocked.path}:{blocked.function}"
    own = _innermost(order, is_app)
    if own:
        function = own.function or "<module>"
        found["app_frame"] = f"{own.path}:{own.line} in {function}"
        if function == "<module>":
            found["module_level"] = True
    return found


def _by_weight(blocks: Sequence[Block]) -> list[Block]:
    """The block whose frames tell most comes first: what propagated, a group's inside, causes."""
    current = [block for block in blocks if block.current]
    inner = [block for block in blocks if block.depth]
    outer = [block for block in reversed(blocks) if block.depth == 0 and not block.current]
    return [*current, *inner, *outer]


def _innermost(blocks: Sequence[Block], wanted: object) -> Frame | None:
    """The innermost frame that is wanted, of the first block that has one."""
    assert callable(wanted)
    for block in blocks:
        for item in reversed(block.frames):
            if wanted(item):
                return item
    return None


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks in the order in which they stand."""
    block = Block()
    grouped = any("|" in raw[:40] for raw in lines)
    for raw in lines:
        text, depth = _unbar(raw) if grouped else (raw, 0)
        stripped = text.strip()
        begins = stripped[:1] in "TD" or "Traceback (" in stripped or " 0x" in stripped
        if begins and (started := _start(stripped, depth)):
            yield _settled(block)
            block = started
        elif item := frame(stripped) if "File " in stripped else None:
            if block.closed and block.type:
                yield _settled(block)
                block = Block(depth)
            block.closed = False
            block.frames.append(item)
            block.lines.append(text)
        elif block.frames or block.closed:
            _take(block, text, stripped)
        elif not block.type and EXCEPTION.match(stripped) and text[:1] not in " \t":
            _close(block, stripped)
    yield _settled(block)


def _start(stripped: str, depth: int) -> Block | None:
    """The block that a header, a thread's header or a chaining sentence begins."""
    if "Traceback (" in stripped and _HEADER.search(stripped):
        return Block(depth)
    if _THREAD.match(stripped):
        return Block(depth, lines=["newest first"], current=stripped.startswith("Current"))
    if _CHAIN.match(stripped):
        return Block(depth, closed=True)
    return None


def _unbar(raw: str) -> tuple[str, int]:
    """A line without the bar of an exception group, and how many groups deep it stands."""
    match = _BAR.match(raw)
    if match is None:
        return raw, 0
    return ("" if match["rule"] else raw[match.end() :]), max(len(match["margin"]) // 2 - 1, 0)


def _take(block: Block, text: str, stripped: str) -> None:
    """A line after frames: source, marks, the exception, or more of its message."""
    if block.type:
        if stripped and len(block.message) < 4096:
            block.message += "\n" + text.rstrip()
        elif not stripped:
            block.closed = True
    elif text[:1] not in (" ", "\t") and stripped and _is_end(block, stripped):
        _close(block, stripped)
    elif stripped:
        block.lines.append(text)


def _is_end(block: Block, stripped: str) -> bool:
    """Whether an unindented line is the exception line; loose names count after indented code."""
    if EXCEPTION.match(stripped):
        return True
    indented = any(line[:1] in " \t" for line in block.lines[-2:])
    loose = _LOOSE.match(stripped)
    return indented and loose is not None and "(" not in loose[1]


def _close(block: Block, stripped: str) -> None:
    """Notes the exception's name and message."""
    name, _, message = stripped.partition(":")
    block.type, block.message = name.strip(), message.strip()


def _settled(block: Block) -> Block:
    """The block with its frames oldest first."""
    if block.lines[:1] == ["newest first"]:
        block.frames.reverse()
        del block.lines[0]
    return block


def alone(text: str) -> dict[str, Value]:
    """The exception of a line that stands without its traceback; nothing if it is none."""
    match = EXCEPTION.match(text)
    if match is None:
        return {}
    message = text[match.end() :].lstrip(" :").strip()
    return {"exception.type": match[0], "exception.message": message[:4096]}
