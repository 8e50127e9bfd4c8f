"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): annotations, lists, pages and collections as JSON.

Offsets of a TextPositionSelector are code points, as the model says; where the quote beside them proves that a tool
counted UTF-16 units, they are taken as such. A quote without offsets is placed when it occurs once. Tags that name a
kind of entity become entities. What `write` made comes back whole: its pages carry the rest under the key 'standoff'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from standoff.corpus import Document
from standoff.errors import UsageError
from standoff.importer import (
    Exported,
    Foreign,
    Imported,
    Importer,
    Note,
    Options,
    document_id,
    head,
    leaving,
    read_text,
)
from standoff.place import Unplaced, place
from standoff.schema import json_bytes_unsorted
from standoff.spread import Named, Piece, entity_type, gather, piece_of, spread
from standoff.store import read
from standoff.text import Range, Text, fold

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def read_annotations(path: Path, options: Options) -> Imported:
    """Every .json and .jsonld file at or below `path`; the text is the file that the targets' `source` names."""
    base = path if path.is_dir() else path.parent
    files = sorted(one for one in path.rglob("*") if one.suffix in (".json", ".jsonld")) if path.is_dir() else [path]
    if not files:
        raise UsageError("there is no .json or .jsonld file", where=str(path))
    out = Imported()
    for file in files:
        name, loaded = file.relative_to(base).as_posix(), read(file)
        if loaded.problems:
            out.faults.append(Note(name, 0, f"is no clean JSON: {loaded.problems[0].message}"))
            continue
        groups: dict[str, list[dict[str, Any]]] = {}
        for item in _annotations(loaded.value):
            groups.setdefault(_source(item), []).append(item)
        page = loaded.value if isinstance(loaded.value, dict) else {}
        for source, items in groups.items():
            _one(file, name, source, items, page.get("standoff"), options, out)
    return out


def _annotations(value: Any) -> Iterator[dict[str, Any]]:
    """The annotations in a page, a collection, a list, or alone."""
    if isinstance(value, list):
        for item in value:
            yield from _annotations(item)
    elif isinstance(value, dict):
        if "target" in value:
            yield value
        for key in ("items", "first"):
            yield from _annotations(value.get(key))


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _source(item: dict[str, Any]) -> str:
    target = next(iter(_many(item["target"])), None)
    return str(target.get("source", "")) if isinstance(target, dict) else str(target or "").partition("#")[0]


def _one(file: Path, name: str, source: str, items: list[dict[str, Any]], rest: Any, options: Options,
         out: Imported) -> None:
    """The annotations of one text."""
    path = file.parent / (source.rpartition("/")[2] or "-")
    got = read_text(path) if path.is_file() else "is not beside it"
    if isinstance(got, str):
        out.faults.append(Note(name, 0, f"the text {source!r} {got}"))
        return
    raw, text = got
    taken = {one.id: True for one in out.documents}
    pieces: list[Piece] = []
    named = Named()
    for number, item in enumerate(items, 1):
        spots = [spot for target in _many(item["target"]) if (spot := _spot(target, text)) is not None]
        if len(spots) < len(_many(item["target"])):
            out.faults.append(Note(name, 0, f"annotation {item.get('id', number)}: a target has no place in the text"))
        own = [piece for spot, quote in spots if (piece := piece_of(item.get("standoff"), spot, quote))]
        pieces += own
        if not own:
            _tags(item, spots, text, named, name, out)
    id_ = document_id(path.stem, taken)
    value = rest if isinstance(rest, dict) else head(id_, raw, path.name, options, options.by, {"entities": "partial"})
    value = gather(value, pieces, text)
    if named.records:
        value["entities"] = [*value.get("entities", []), *named.records.values()]
    value |= {"id": id_, "seed": {"path": f"{id_}.txt", "sha256": text.sha256, "length": len(text)}}
    out.documents.append(Foreign(id_, raw, value, name, path.name))


def _spot(target: Any, text: Text) -> tuple[Range, str] | None:
    """Where a target stands and the quote that it states; None when it cannot be said."""
    selectors = [one for one in _many(target.get("selector") if isinstance(target, dict) else None)
                 if isinstance(one, dict)]
    quote = next((str(one["exact"]) for one in selectors if isinstance(one.get("exact"), str)), "")
    at = next((one for one in selectors if isinstance(one.get("start"), int) and isinstance(one.get("end"), int)), None)
    if at is None:
        found = place(text, [quote])[0] if quote else Unplaced("", ())
        return None if isinstance(found, Unplaced) else (found, fold(quote))
    start, end = at["start"], at["end"]
    if quote and text.raw[start:end] != quote:
        try:
            units = (text.from_utf16(start), text.from_utf16(end))
        except ValueError:
            units = (start, end)
        if text.raw[units[0] : units[1]] == quote:
            start, end = units
    return (Range(start, end), fold(quote)) if 0 <= start < end <= len(text) else None


def _tags(item: dict[str, Any], spots: list[tuple[Range, str]], text: Text, named: Named, name: str,
          out: Imported) -> None:
    """Entities of the tags of a foreign annotation; everything else is a loss."""
    bodies = [one for one in _many(item.get("body")) if isinstance(one, dict)]
    kinds = [kind for one in bodies if (kind := entity_type(str(one.get("value", ""))))]
    notes = " ".join(str(one["value"]) for one in bodies if one.get("purpose") == "commenting" and one.get("value"))
    if not kinds:
        out.losses.append(Note(name, 0, "an annotation whose body names no kind of entity has no place in the model"))
        return
    if len(bodies) > len(kinds) + bool(notes):
        out.losses.append(Note(name, 0, "further bodies of an annotation have no place in the model"))
    for spot, quote in spots:
        named.add(text, spot, kinds[0], notes, quote or None)


def write(documents: Sequence[Document]) -> Exported:
    """x.txt and x.jsonld (a page of annotations, one a span) for each document, in a folder for second annotations."""
    out = Exported()
    for document in documents:
        value, text, seed, who = leaving(document)
        folder = f"{who}/" if who else ""
        rest, pieces = spread(value)
        items = [{"id": f"urn:standoff:{document.id}:{n}", "type": "Annotation", "motivation": "tagging",
                  "body": {"type": "TextualBody", "purpose": "tagging", "value": piece.role},
                  "target": {"source": f"{document.id}.txt", "selector": [
                      {"type": "TextPositionSelector", "start": piece.place.start, "end": piece.place.end},
                      {"type": "TextQuoteSelector", "exact": text.raw[piece.place.start : piece.place.end]}]},
                  "standoff": {"list": piece.list, "role": piece.role, "extra": piece.extra, "record": piece.record}}
                 for n, piece in enumerate(pieces, 1)]
        page = {"@context": CONTEXT, "id": f"urn:standoff:{document.id}", "type": "AnnotationPage", "items": items,
                "standoff": rest}
        out.files[f"{folder}{document.id}.txt"] = seed
        out.files[f"{folder}{document.id}.jsonld"] = json_bytes_unsorted(page)
    return out


importer = Importer(read=read_annotations, write=write)
