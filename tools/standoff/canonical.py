"""The canonical layout of a corpus file: one value, one sequence of bytes, so that git diffs show meaning."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from .model import FILES, Shape, Span

_SPAN = re.compile(
    rb'\{\n\s+("start": [0-9]+),\n\s+("end": [0-9]+),\n\s+("quote": "(?:[^"\\]|\\.)*")'
    rb'(?:,\n\s+("(?:form|why)": "[^"\\]*"))?(?:,\n\s+("note": "(?:[^"\\]|\\.)*"))?\n\s+\}')
_PLAIN = ("start", "end", "quote")
"""Keys of nearly all spans: these are written as lines at once, and `_SPAN` need not look for them."""


def canonical(data: dict[str, Any], kind: str) -> bytes:
    """The bytes of a file of `kind` (document, registry, facts, retired). Unknown keys are kept, at the end."""
    ordered = _arrange(data, FILES[kind])
    text = orjson.dumps(ordered, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    return _SPAN.sub(lambda m: b"{" + b", ".join(part for part in m.groups() if part) + b"}", text)


def one_line(data: dict[str, Any]) -> str:
    """A span (or any flat object) as canonical files write it: on one line."""
    return "{" + ", ".join(f'"{key}": {orjson.dumps(value).decode()}' for key, value in data.items()) + "}"


class _Layout(NamedTuple):
    """How an object of one shape with certain keys is laid out."""

    keys: tuple[str, ...]
    """In canonical order, unknown ones last."""
    optional: frozenset[str]
    """Those that are left out where they are null."""
    children: tuple[tuple[str, type[Shape]], ...]
    """Those that hold objects of a shape, or lists of them, and which."""


@lru_cache(maxsize=4096)
def _layout(kind: type[Shape], found: tuple[str, ...]) -> _Layout:
    fields = {field.alias or name: field for name, field in ((n, kind.model_fields[n]) for n in _names(kind))}
    keys = (*(key for key in fields if key in found), *(key for key in found if key not in fields))
    children = ((key, _child(fields[key].annotation)) for key in keys if key in fields)
    return _Layout(keys, frozenset(key for key in keys if key in fields and not fields[key].is_required()),
                   tuple((key, child) for key, child in children if child))


def _names(kind: type[Shape]) -> list[str]:
    by_key = {(field.alias or name): name for name, field in kind.model_fields.items()}
    return [by_key[key] for key in kind.key_order()]


def _child(annotation: Any) -> type[Shape] | None:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _child(inner):
            return found
    return None


def _arrange(value: Any, kind: type[Shape]) -> Any:
    if not isinstance(value, dict):
        return value
    found = tuple(value)
    layout = _layout(kind, found)
    if None in value.values() and (dropped := [key for key in layout.optional if value[key] is None]):
        return _arrange({key: value[key] for key in value if key not in dropped}, kind)
    if found == layout.keys and not layout.children:
        return value
    result = {key: value[key] for key in layout.keys}
    for key, child in layout.children:
        result[key] = _arrange_child(result[key], child, key)
    return result


def _line(span: Any, kind: type[Shape]) -> Any:
    """A span as `one_line` writes it, where it has only what all spans have; the others are left to `_SPAN`."""
    if type(span) is dict and tuple(span) == _PLAIN:
        start, end, quote = span.values()
        if type(start) is type(end) is int and start >= 0 <= end and isinstance(quote, str):
            return orjson.Fragment(f'{{"start": {start}, "end": {end}, "quote": {orjson.dumps(quote).decode()}}}')
    return _arrange(span, kind)


def _arrange_child(value: Any, child: type[Shape], key: str) -> Any:
    if not isinstance(value, list):
        return _arrange(value, child)
    order = _ORDERS.get(key)
    if order and len(value) > 1 and all(isinstance(item, dict) for item in value):
        value = sorted(value, key=order)
    one = _line if issubclass(child, Span) else _arrange
    return [one(item, child) for item in value]


def _start(item: Any) -> int:
    """First offset of a span, or of the first of a list of spans; unplaced ones go last."""
    first = item[0] if isinstance(item, list) and item else item
    start = first.get("start") if isinstance(first, dict) else None
    return start if isinstance(start, int) else 2**62


def _by_id(item: Any) -> Any:
    return str(item.get("id"))


def _by_place(*roles: str) -> Callable[[Any], Any]:
    return lambda item: (min(_start(item.get(role)) for role in roles), str(item.get("id")))


_ORDERS: dict[str, Callable[[Any], Any]] = {
    "entities": _by_id, "works": _by_id, "facts": _by_id, "retired": _by_id,
    "claims": _by_place("spans"), "attributions": _by_place("source", "cue", "content"),
    "citations": _by_place("marker"), "mentions": _start, "omit": _start,
    "links": lambda item: (str(item.get("a")), str(item.get("b")), str(item.get("rel"))),
}
