"""The published contract: JSON Schemas generated from the records, and the proof that a file meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .errors import UsageError
from .finding import Path
from .model import FILES
from .model.base import Shape
from .rows import TABLES, columns, describe, key_of

BASE = "https://standoff.invalid/schema/1"
"""Identifier of the schemas, not an address: a schema is found by its file, in a release or in the repository."""


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of file."""
    schema = FILES[kind].model_json_schema(by_alias=True)
    _tidy(schema)
    for name, definition in schema.get("$defs", {}).items():
        _reorder(definition, name)
    _reorder(schema, FILES[kind].__name__)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{BASE}/{kind}.schema.json", **schema}


def schema_files() -> dict[str, bytes]:
    """Name -> content of everything in schema/ that is generated."""
    files = {f"{kind}.schema.json": json_bytes_unsorted(schema_of(kind)) for kind in FILES}
    files["tables.md"] = describe().encode()
    files["tables.json"] = json_bytes_unsorted({"tables": {name: {"key": key_of(name), "columns": {
        column.name: {"kind": column.kind + (" or null" if column.nullable else "")}
        for column in columns(name)}} for name in TABLES}})
    return files


def json_bytes_unsorted(value: Any) -> bytes:
    """Indented JSON in the order given: schemas read better in the order of the model."""
    import orjson
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _tidy(node: Any) -> None:
    """Titles repeat the key; a null default says nothing that 'not required' does not say."""
    if isinstance(node, dict):
        if isinstance(node.get("title"), str):
            del node["title"]
        if "default" in node and node["default"] is None:
            del node["default"]
        for value in list(node.values()):
            _tidy(value)
    elif isinstance(node, list):
        for value in node:
            _tidy(value)


def _reorder(definition: dict[str, Any], name: str) -> None:
    shape = next((s for s in _shapes(Shape) if s.__name__ == name), None)
    properties = definition.get("properties")
    if shape and properties:
        definition["properties"] = {key: properties[key] for key in shape.key_order() if key in properties}


def _shapes(base: type[Shape]) -> Iterator[type[Shape]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _shapes(kind)


def kind_of(value: Any) -> str:
    """Which kind of corpus file `value` is, told by its keys. UsageError when it is none."""
    keys = set(value) if isinstance(value, dict) else set()
    for key, kind in (("seed", "document"), ("facts", "facts"), ("links", "facts"), ("retired", "retired"),
                      ("entities", "registry")):
        if key in keys:
            return kind
    raise UsageError("the file is none of: annotation file, registry, facts, retired ids",
                     fix="an annotation file has the key 'seed', a registry 'entities', a facts file 'facts'")


def violations(value: Any, kind: str) -> Iterator[tuple[Path, str]]:
    """(path, message) for every violation of the published schema, by jsonschema alone."""
    import jsonschema

    validator = jsonschema.Draft202012Validator(schema_of(kind))
    for error in sorted(validator.iter_errors(value), key=lambda e: [str(part) for part in e.absolute_path]):
        best = jsonschema.exceptions.best_match([error]) or error
        yield tuple(best.absolute_path), re.sub(r"\s+", " ", best.message)[:300]
