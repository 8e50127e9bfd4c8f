"""UIMA CAS as XMI or JSON, as INCEpTION and DKPro write it (needs the extra [cas]).

Named entities (any type with a feature `value` that names a kind of entity) become entities; other types are listed as
losses. What `write` made comes back whole: every span carries its record. Offsets are UTF-16 units in the files and
code points here; cassis converts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from standoff.corpus import Document
from standoff.errors import UsageError, need_extra
from standoff.importer import Exported, Foreign, Imported, Importer, Note, Options, document_id, head, leaving
from standoff.schema import json_bytes_unsorted
from standoff.spread import Named, Piece, entity_type, gather, piece_of, spread
from standoff.store import read_raw
from standoff.text import Range, Text

_SPAN, _REST = "standoff.Piece", "standoff.Rest"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BASIC = ("Sentence", "Token", "DocumentMetaData", "DocumentAnnotation", "TagsetDescription", "TagDescription",
          "CASMetadata", "Sofa")
"""What every project holds beside its annotations."""


def _cassis() -> Any:
    try:
        import cassis
    except ImportError as error:
        raise need_extra("cas", error) from error
    return cassis


def read(path: Path, options: Options) -> Imported:
    """Every .xmi file (with the TypeSystem.xml beside it) and .json CAS at or below `path`."""
    cassis = _cassis()
    base = path if path.is_dir() else path.parent
    files = sorted(one for one in path.rglob("*") if one.suffix in (".xmi", ".json")) if path.is_dir() else [path]
    if not files:
        raise UsageError("there is no .xmi or .json file", where=str(path))
    out = Imported()
    for file in files:
        name = file.relative_to(base).as_posix()
        try:
            cas = _load(cassis, file)
            text = cas.sofa_string
        except Exception as error:  # whatever a foreign file makes the parser raise is a fault of that file
            out.faults.append(Note(name, 0, f"cannot be read as a CAS: {type(error).__name__}: {str(error)[:120]}"))
            continue
        if not text:
            out.faults.append(Note(name, 0, "holds no text"))
            continue
        _one(cas, Text(text), file, name, options, out)
    return out


def _load(cassis: Any, file: Path) -> Any:
    with file.open("rb") as stream:
        if file.suffix == ".json":
            return cassis.load_cas_from_json(stream)
        types = file.parent / "TypeSystem.xml"
        if not types.is_file():
            raise UsageError("there is no TypeSystem.xml beside it", where=file.name)
        with types.open("rb") as described:
            return cassis.load_cas_from_xmi(stream, typesystem=cassis.load_typesystem(described))


def _one(cas: Any, text: Text, file: Path, name: str, options: Options, out: Imported) -> None:
    id_ = document_id(file.stem, {one.id: True for one in out.documents})
    raw = text.raw.encode()
    pieces: list[Piece] = []
    named = Named()
    rest: Any = None
    for item in cas.select_all_annotations():
        kind = item.type.name
        if kind == _REST:
            rest = read_raw(str(item.json).encode()).value
        elif kind == _SPAN:
            own = piece_of(read_raw(str(item.json).encode()).value, Range(item.begin, item.end), "")
            if own is None:
                out.faults.append(Note(name, 0, f"{kind} at {item.begin} carries no record"))
            else:
                pieces.append(own)
        elif kind.rpartition(".")[2] in _BASIC or kind.startswith("uima.") or getattr(item, "begin", None) is None:
            continue
        elif type_ := entity_type(str(getattr(item, "value", None) or "")):
            named.add(text, Range(item.begin, item.end), type_, str(getattr(item, "identifier", None) or ""))
        else:
            out.losses.append(Note(name, 0, f"annotations of type {kind} have no place in the model"))
    if not isinstance(rest, dict):
        rest = head(id_, raw, file.name, options, options.by, {"entities": "partial"})
    value = gather(rest, pieces, text)
    if named.records:
        value["entities"] = [*value.get("entities", []), *named.records.values()]
    value |= {"id": id_, "seed": {"path": f"{id_}.txt", "sha256": text.sha256, "length": len(text)}}
    out.documents.append(Foreign(id_, raw, value, name))


def write(documents: Sequence[Document]) -> Exported:
    """x.xmi (x.json where the text holds what XML cannot), and TypeSystem.xml."""
    cassis = _cassis()
    out = Exported()
    types = cassis.TypeSystem()
    span = types.create_type(name=_SPAN, supertypeName="uima.tcas.Annotation")
    for feature in ("record", "role", "json"):
        types.create_feature(span, feature, "uima.cas.String")
    whole = types.create_type(name=_REST, supertypeName="uima.tcas.Annotation")
    types.create_feature(whole, "json", "uima.cas.String")
    out.files["TypeSystem.xml"] = types.to_xml().encode()
    for document in documents:
        value, text, _, who = leaving(document)
        rest, pieces = spread(value)
        cas = cassis.Cas(types)
        cas.sofa_string, cas.sofa_mime = text.raw, "text/plain"
        cas.add(whole(begin=0, end=0, json=json_bytes_unsorted(rest).decode()))
        cas.add_all([span(begin=piece.place.start, end=piece.place.end, record=str(piece.record.get("id", "")),
                          role=piece.role, json=json_bytes_unsorted({"list": piece.list, "role": piece.role,
                                                            "extra": piece.extra, "record": piece.record}).decode())
                     for piece in pieces])
        stem = f"{who}/{document.id}" if who else document.id
        if _NO_XML.search(text.raw):
            out.files[f"{stem}.json"] = cas.to_json(pretty_print=True).encode()
        else:
            out.files[f"{stem}.xmi"] = cas.to_xmi(pretty_print=True).encode()
    return out


importer = Importer(read=read, write=write)
