"""Looking into the raw value of a file, bad records included: ids, roles and spans as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .finding import Path

RECORD_LISTS = ("entities", "claims", "attributions", "citations", "works", "facts", "links", "retired", "omit")
_ROLES = ("publisher", "voice", "who", "about", "affiliation")
_SPAN_LISTS = ("mentions", "spans", "source", "cue", "content")


def raw_records(value: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every record of a raw file with its path, the bad ones too."""
    for name in RECORD_LISTS:
        records = value.get(name) if isinstance(value, dict) else None
        for index, record in enumerate(records if isinstance(records, list) else []):
            if isinstance(record, dict):
                yield (name, index), record


def raw_holders(value: Any, key: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The file itself and every record, bad ones too, that has `key`, each with its path."""
    if isinstance(value, dict):
        if key in value:
            yield (), value
        for name in RECORD_LISTS:
            records = value.get(name)
            if isinstance(records, list):
                yield from [((name, n), one) for n, one in enumerate(records) if isinstance(one, dict) and key in one]


def raw_count(value: Any) -> int:
    """How many records a raw file lists."""
    lists = [value.get(name) for name in RECORD_LISTS] if isinstance(value, dict) else []
    return sum(len(records) for records in lists if isinstance(records, list))


def raw_ids(value: Any) -> Iterator[tuple[str, Path]]:
    """Every id in a raw file with its path, the bad records' too."""
    for name in RECORD_LISTS:
        records = value.get(name) if isinstance(value, dict) else None
        for index, record in enumerate(records if isinstance(records, list) else ()):
            if isinstance(record, dict) and isinstance(id_ := record.get("id"), str):
                yield id_, (name, index)


def raw_roles(value: Any) -> set[str]:
    """Ids of the entities that a raw document gives a role: source, participant, publisher, voice, affiliation."""
    if not isinstance(value, dict):
        return set()
    named: list[Any] = []
    meta = value.get("meta")
    for holder in (meta if isinstance(meta, dict) else {}, *(record for _, record in raw_records(value))):
        for key in _ROLES:
            if key in holder:
                ids = holder[key]
                named += ids if isinstance(ids, list) else [ids]
    return {id_ for id_ in named if isinstance(id_, str)}


def record_span_paths(value: dict[str, Any]) -> Iterator[tuple[Path, list[tuple[Path, dict[str, Any]]]]]:
    """(record path, [(span path, span)]) for every record of a raw document that holds spans, in file order."""
    for path, record in raw_records(value):
        spans: list[tuple[Path, dict[str, Any]]] = []
        if path[0] == "omit":
            spans.append((path, record))
        if isinstance(record.get("marker"), dict):
            spans.append(((*path, "marker"), record["marker"]))
        for role in _SPAN_LISTS:
            listed = record.get(role)
            items = listed if isinstance(listed, list) else []
            spans += [((*path, role, n), span) for n, span in enumerate(items) if isinstance(span, dict)]
        yield path, spans
