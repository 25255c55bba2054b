"""Takes the envelopes off one entry, layer by layer, and classifies what is left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from json import JSONDecoder
from typing import Any, NamedTuple

from logscan.model import Kind, Value
from logscan.parsers.ansi import clean
from logscan.parsers.catalogue import envelope_chooser, json_formats, layout_chooser
from logscan.parsers.grammar import Grammar, JsonGrammar, Layer, Stamp
from logscan.parsers.kinds import bare, is_exception
from logscan.patterns import pattern

MOST_LAYERS = 4
_DECODER = JSONDecoder()
_JSON = pattern(r"\s{0,80}(?:\{|\[\s{0,80}\{)")


class Core(NamedTuple):
    """An entry without its envelopes."""

    rest: str
    stamp: Stamp | None
    attributes: Mapping[str, Value]
    enveloped: bool
    structured: bool
    """Whether the innermost layer was the application's own JSON record."""
    laid: tuple[Grammar, re.Match[str]] | None = None
    """The layout and its match, where they are known already."""


def claim(entry: Mapping[str, Any], usual: JsonGrammar | None = None) -> JsonGrammar | None:
    """The JSON format that knows the object."""
    if usual is not None and usual.claims(entry):
        return usual
    return next((item for item in json_formats() if item.claims(entry)), None)


def as_object(text: str) -> dict[str, Any] | None:
    """The JSON object that the text is, None if it is none (a cut one included).

    What may stand around an element of an array, commas and brackets, is let pass.
    """
    start = len(text) - len(text.lstrip())
    found = _decoded(text, start)
    if found is None and text[start : start + 1] == "[":
        found = _decoded(text, text.find("{", start))
    return fields_of(found) if isinstance(found, list) else found


def _decoded(text: str, start: int) -> dict[str, Any] | list[Any] | None:
    """The object or array that begins there, if nothing but an array's rest follows it."""
    try:
        found, end = _DECODER.raw_decode(text, max(start, 0))
    except (RecursionError, ValueError):
        return None
    if end < len(text) and text[end:].strip(" \t\r\n,]}"):
        return None
    return found if isinstance(found, (dict, list)) else None


def fields_of(row: list[Any]) -> dict[str, Any] | None:
    """A row of CloudWatch Insights, a list of fields and values; or the only object of an array."""
    if len(row) == 1 and isinstance(row[0], dict) and "field" not in row[0]:
        return row[0]
    pairs = [item for item in row if isinstance(item, dict) and "field" in item]
    return {str(item["field"]): item.get("value") for item in pairs} or None


def take_off(
    text: str, usual: tuple[Grammar | JsonGrammar, ...], layouts: tuple[Grammar, ...] = ()
) -> Core:
    """Removes the layers of an entry; `usual` are the envelopes of its source, outermost first.

    In a source without envelopes a line in one of its usual `layouts` is not searched for any.
    """
    rest, stamp, structured, depth = clean(text), None, False, 0
    if not usual and "\n" not in rest and bare(rest) is None:
        for grammar in layouts:
            if match := grammar.pattern.match(rest):
                return Core(rest, None, {}, False, False, (grammar, match))
    enveloped = False
    attributes: Mapping[str, Value] = {}
    for _ in range(MOST_LAYERS):
        expected = usual[depth] if depth < len(usual) else None
        found = _layer(rest, expected, depth == 0 or depth < len(usual))
        if found is None and expected is not None and depth + 1 < len(usual):
            depth += 1
            continue
        if found is None:
            break
        layer, taken = found
        rest, stamp = layer.rest, stamp or layer.stamp
        if isinstance(taken, JsonGrammar):
            rest = clean(rest)
        attributes = {**attributes, **layer.attributes} if attributes else layer.attributes
        depth += 1
        if isinstance(taken, JsonGrammar) and taken.final:
            structured = True
            break
        enveloped = True
    return Core(rest, stamp, attributes, enveloped, structured)


def _layer(
    rest: str, expected: Grammar | JsonGrammar | None, search: bool
) -> tuple[Layer, Grammar | JsonGrammar] | None:
    """One layer: the one expected, else JSON, else (if `search`) any that one line can tell."""
    if isinstance(expected, Grammar) and (match := expected.pattern.match(rest)):
        return expected.read(match), expected
    if rest[:1] in "{[ \t\n" and _JSON.match(rest):
        entry = as_object(rest)
        usual = expected if isinstance(expected, JsonGrammar) else None
        if entry is not None and (grammar := claim(entry, usual)):
            return grammar.read(entry), grammar
        return None
    if search and (other := envelope_chooser().of(rest)) and (match := other.pattern.match(rest)):
        return other.read(match), other
    return None


def layout_of(rest: str, usual: tuple[Grammar, ...]) -> tuple[Grammar, Layer] | None:
    """The layout of a text and how it reads; the usual ones of its source are tried first."""
    head = rest.partition("\n")[0] if "\n" in rest else rest
    found = _laid(head, usual)
    if found is None:
        return None
    grammar, match = found
    if grammar.spans:
        match = grammar.pattern.match(rest) or match
    return grammar, grammar.read(match)


def kind_of(core: Core, usual: tuple[Grammar, ...]) -> tuple[Kind, Stamp | None]:
    """What the text looks like, and the stamp it carries itself if none was found around it."""
    rest, stamped = core.rest, core.stamp is not None
    if core.structured and rest:
        return _structured(rest), None
    head = rest.partition("\n")[0] if "\n" in rest else rest
    known = None if core.laid else bare(head)
    if known is not None:
        return known, None
    found = core.laid or _laid(head, usual)
    if found is not None:
        grammar, match = found
        if grammar.continues is not None and grammar.continues(match):
            return "detail", None
        if stamped:
            return "head", None
        if grammar.when is None:
            return "head", grammar.read(match).stamp
        ts = match["ts"]
        return "head", grammar.when(ts) if ts else None
    if is_exception(head):
        return "exception", None
    said = "severity_text" in core.attributes or "http.response.status_code" in core.attributes
    return "head" if said else "plain", None


def _structured(rest: str) -> Kind:
    """A record of its own, unless a shipper made a record of each line of a traceback."""
    if "\n" in rest:
        return "head"
    known = bare(rest)
    if known is None and is_exception(rest):
        return "exception"
    return known if known in ("indented", "traceback", "chain") else "head"


def _laid(head: str, usual: tuple[Grammar, ...]) -> tuple[Grammar, re.Match[str]] | None:
    """The layout of a line and its match; the usual ones of its source are tried first."""
    for grammar in usual:
        if match := grammar.pattern.match(head):
            return grammar, match
    chosen = layout_chooser().of(head)
    match = chosen.pattern.match(head) if chosen else None
    return (chosen, match) if chosen and match else None
