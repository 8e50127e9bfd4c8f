"""An annotation file spread over its spans, for formats that know nothing but annotated stretches; and back.

Each span carries its record (without spans) as JSON, so that what people move or add in another tool is taken over and
what that tool does not know survives. Labels of other tools that name a kind of entity become entities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .authoring import slug
from .importer import span
from .raw import RECORD_LISTS
from .text import Range, Text

ROLES = ("mentions", "spans", "source", "cue", "content", "marker")
_SINGLE = ("marker", "omit")
_TYPES = {"per": "person", "pers": "person", "person": "person", "people": "person", "org": "org",
          "organization": "org", "organisation": "org", "gpe": "gpe", "country": "gpe", "loc": "place",
          "location": "place", "place": "place", "fac": "place", "group": "group", "norp": "group", "event": "event",
          "work": "work", "work_of_art": "work", "law": "work", "misc": "topic", "topic": "topic"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One span of one record: the list and role it stands in, what else the span says (form), and the record's rest."""

    list: str
    role: str
    place: Range
    extra: dict[str, Any]
    record: dict[str, Any]
    quote: str = ""


def spread(value: dict[str, Any]) -> tuple[dict[str, Any], list[Piece]]:
    """(what stands in no span: the head and records without any, one piece a span in file order)."""
    rest: dict[str, Any] = {}
    pieces: list[Piece] = []
    for key, content in value.items():
        if key not in RECORD_LISTS:
            rest[key] = content
            continue
        rest[key] = []
        for record in content:
            bare = {part: item for part, item in record.items() if part not in (*ROLES, "start", "end", "quote", "why")
                    or (part in ROLES and item == [])}
            found = list(_spans(key, record))
            pieces += [Piece(key, role, Range(one["start"], one["end"]), {k: v for k, v in one.items() if k not in (
                "start", "end", "quote")}, {} if key == "omit" else bare, one["quote"]) for role, one in found]
            if not found:
                rest[key].append(record)
    return rest, pieces


def _spans(name: str, record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if name == "omit":
        yield "omit", record
    for role in ROLES:
        listed = record.get(role)
        yield from ((role, one) for one in ([listed] if isinstance(listed, dict) else listed or ()))


def piece_of(own: Any, place: Range, quote: str) -> Piece | None:
    """The piece that an annotation of `spread` carries; None where it is none, or was damaged."""
    if not isinstance(own, dict) or own.get("list") not in RECORD_LISTS or own.get("role") not in (*ROLES, "omit"):
        return None
    extra, record = own.get("extra"), own.get("record")
    if not isinstance(extra, dict) or not isinstance(record, dict):
        return None
    return Piece(own["list"], own["role"], place, extra, record, quote)


def gather(rest: dict[str, Any], pieces: Iterable[Piece], text: Text) -> dict[str, Any]:
    """The annotation file again; quotes are those the pieces state, or the text's."""
    value = {key: item for key, item in rest.items() if key not in RECORD_LISTS or isinstance(item, list)}
    records: dict[tuple[str, str], dict[str, Any]] = {}
    for piece in sorted(pieces, key=lambda piece: (piece.list, piece.role, piece.place)):
        one = span(text, piece.place, piece.quote or None) | piece.extra
        if piece.list == "omit":
            value["omit"] = [*value.get("omit", []), one]
            continue
        key = (piece.list, str(piece.record.get("id")))
        if key not in records:
            records[key] = dict(piece.record)
            value[piece.list] = [*value.get(piece.list, []), records[key]]
        if piece.role in _SINGLE:
            records[key][piece.role] = one
        else:
            listed = records[key].get(piece.role)
            records[key][piece.role] = [*(listed if isinstance(listed, list) else []), one]
    return value


def entity_type(label: str) -> str | None:
    """The kind of entity that a label of another tool means; None when it means none."""
    return _TYPES.get(label.rpartition("/")[2].rpartition("#")[2].casefold())


@dataclass(slots=True)
class Named:
    """Entities made of labelled names: one for each (type, name)."""

    records: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def add(self, text: Text, place: Range, type_: str, note: str = "", quote: str | None = None) -> str:
        """Add a mention; the id of its entity."""
        name = text.quote(place.start, place.end).strip() or "?"
        if (type_, name) not in self.records:
            taken = {record["id"] for record in self.records.values()}
            base = id_ = f"e-{slug(name)}"
            number = 2
            while id_ in taken:
                id_, number = f"{base}-{number}", number + 1
            self.records[type_, name] = {"id": id_, "type": type_, "name": name, "mentions": []}
        record = self.records[type_, name]
        record["mentions"].append(span(text, place, quote))
        if note:
            record["note"] = note
        return str(record["id"])
