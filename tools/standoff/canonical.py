"""The canonical layout of a corpus file: one value, one sequence of bytes, so that git diffs show meaning."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import orjson

from .model import FILES, Shape

_SPAN = re.compile(
    rb'\{\n\s+("start": [0-9]+),\n\s+("end": [0-9]+),\n\s+("quote": "(?:[^"\\]|\\.)*")'
    rb'(?:,\n\s+("(?:form|why)": "[^"\\]*"))?(?:,\n\s+("note": "(?:[^"\\]|\\.)*"))?\n\s+\}')


def canonical(data: dict[str, Any], kind: str) -> bytes:
    """The bytes of a file of `kind` (document, registry, facts, retired). Unknown keys are kept, at the end."""
    ordered = _arrange(data, FILES[kind])
    text = orjson.dumps(ordered, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    return _SPAN.sub(lambda m: b"{" + b", ".join(part for part in m.groups() if part) + b"}", text)


def one_line(data: dict[str, Any]) -> str:
    """A span (or any flat object) as canonical files write it: on one line."""
    return "{" + ", ".join(f'"{key}": {orjson.dumps(value).decode()}' for key, value in data.items()) + "}"


@cache
def _shape(kind: type[Shape]) -> dict[str, tuple[type[Shape] | None, bool]]:
    """Key -> (shape of what it holds, whether null may be left out)."""
    return {(field.alias or name): (_child(field.annotation), not field.is_required())
            for name, field in ((n, kind.model_fields[n]) for n in _names(kind))}


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
    shape = _shape(kind)
    result: dict[str, Any] = {}
    for key, (child, optional) in shape.items():
        if key in value and not (optional and value[key] is None):
            result[key] = _arrange_child(value[key], child, key)
    result.update({key: value[key] for key in value if key not in shape})
    return result


def _arrange_child(value: Any, child: type[Shape] | None, key: str) -> Any:
    if child is None:
        return value
    if not isinstance(value, list):
        return _arrange(value, child)
    items = [_arrange(item, child) for item in value]
    order = _ORDERS.get(key)
    return sorted(items, key=order) if order and all(isinstance(item, dict) for item in items) else items


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
