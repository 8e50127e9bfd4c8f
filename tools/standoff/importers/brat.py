"""brat stand-off files with attributions: Source, Cue, Content and Attribution events, as in PolNeAR.

A text is `x.txt`; its annotation `x.ann`, or `x_<annotator>.ann` for each of several. An event of a type Attribution…,
or one with those roles, becomes an attribution `a-<event id>`; each distinct source string becomes one local entity.
An attribution that lies inside one stretch of another's content is `within` it. What the model has no field for, but
the way back needs, is kept in `ext.brat`: annotations outside events, all stretches of a cue of several (the model
holds one: the longest with a reporting word), and triggers and types that cannot be derived.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from standoff.authoring import slug
from standoff.brat import ROLES, Annotations, Bound, Event, annotation_text, event_type, parse, unheld
from standoff.corpus import Document
from standoff.cues import SAID
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
    span,
)
from standoff.limits import JSON_BYTES
from standoff.quotation import quotations
from standoff.store import read_bytes
from standoff.text import Range, Text, fold

_PRONOUNS = re.compile(
    r"(?:s?he|it|they|i|we|you|who|him|her|them|us|me|one|both|each|some|others?|th[ioe]se?|that)", re.I)
_DETERMINERS = re.compile(r"(?:an?|the|his|her|its|their|our|my|your|some|many|most|no|th[ioe]se?|that)\b", re.I)


@dataclass(slots=True)
class _Reader:
    """One .ann file while it is turned into an annotation."""

    name: str
    text: Text
    ann: Annotations
    out: Imported
    lines: dict[tuple[str, str, int], int] = field(default_factory=dict)
    entities: dict[str, dict[str, Any]] = field(default_factory=dict)
    marks: list[tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.marks = quotations(self.text.raw)

    def fault(self, line: int, message: str) -> None:
        self.out.faults.append(Note(self.name, line, message))

    def loss(self, line: int, message: str) -> None:
        self.out.losses.append(Note(self.name, line, message))

    def records(self) -> dict[str, Any]:
        """The lists of records, and what goes to `ext`."""
        for line, message in self.ann.faults:
            self.fault(line, message)
        for line, name in self.ann.others:
            self.loss(line, f"{_KINDS.get(name[0], 'an annotation')} has no place in the model")
        events = [event for event in self.ann.events.values() if self._is_attribution(event)]
        attributions = {event.id: self._attribution(event) for event in events}
        self._remarks(attributions, events)
        _nest(list(attributions.values()))
        used = {target for event in events for target in (event.trigger, *(target for _, target in event.roles))}
        loose = [self._loose(bound) for bound in self.ann.bounds.values() if bound.id not in used]
        records: dict[str, Any] = {"entities": list(self.entities.values()),
                                   "attributions": list(attributions.values())}
        return records | ({"ext": {"brat": {"loose": loose}}} if loose else {})

    def _is_attribution(self, event: Event) -> bool:
        if event.type.casefold().startswith("attribution") or any(_role(role) in ROLES for role, _ in event.roles):
            return True
        self.loss(event.line, f"an event of type {event.type} has no place in the model")
        return False

    def _attribution(self, event: Event) -> dict[str, Any]:
        id_ = f"a-{event.id.casefold()}"
        self.lines[id_, "", -1] = event.line
        bounds: dict[str, list[Bound]] = {role: [] for role in ROLES.values()}
        for role, target in event.roles:
            bound = self.ann.bounds.get(target)
            if bound is None or _role(role) not in ROLES:
                if bound is not None or target in self.ann.events:
                    self.loss(event.line, f"a role {role} has no place in the model")
                continue
            if bound.type != _role(role):
                self.fault(bound.line, f"{bound.id} is a {bound.type}, but {event.id} takes it as its {role}")
            bounds[ROLES[_role(role)]].append(bound)
        spans = {role: self._spans(id_, role, listed) for role, listed in bounds.items()}
        for role, listed in bounds.items():
            if len(listed) > 1:
                self.loss(event.line, f"several {role.capitalize()} annotations of one event become one list of spans")
        record = {"id": id_, "who": self._who(id_, spans["source"]), **spans, "act": "say", "style": self._style(spans)}
        kept = self._kept(event, spans, sorted(place for bound in bounds["cue"] for place in bound.ranges))
        return record | ({"ext": {"brat": kept}} if kept else {})

    def _spans(self, id_: str, role: str, bounds: Iterable[Bound]) -> list[dict[str, Any]]:
        """The stretches in the order of the text, each with the quote that the file states."""
        spans = []
        for bound in bounds:
            for place, stated in zip(bound.ranges, bound.quotes, strict=True):
                self.lines[id_, role, place.start] = bound.line
                spans.append(span(self.text, place, fold(stated)))
        spans.sort(key=lambda one: (one["start"], one["end"]))
        if role == "cue" and len(spans) > 1:
            said = [match.start() for match in SAID.finditer(self.text.raw)]
            best = max(spans, key=lambda one: (any(one["start"] <= at < one["end"] for at in said),
                                               one["end"] - one["start"]))
            self.loss(self.lines[id_, role, spans[0]["start"]], "a cue of several stretches: the model holds one, "
                      f"{best['quote'][:40]!r}; the others are kept for the way back only")
            return [best]
        return spans

    def _style(self, spans: dict[str, list[dict[str, Any]]]) -> str:
        """From the quotation marks around all, part or none of the content's letters and digits."""
        shown = [one for role in ("source", "cue") for one in spans[role]]
        own = [(start, end) for start, end in self.marks
               if not any(start <= one["start"] and one["end"] <= end for one in shown)]
        letters = [offset for one in spans["content"] for offset in range(one["start"], min(one["end"], len(self.text)))
                   if self.text.raw[offset].isalnum()]
        inside = sum(any(start <= offset < end for start, end in own) for offset in letters)
        return "indirect" if not inside else "direct" if inside == len(letters) else "mixed"

    def _who(self, id_: str, source: list[dict[str, Any]]) -> str | None:
        """The local entity of a source string; each of its stretches is a mention."""
        if not source:
            return None
        real = [one if one["end"] > len(self.text) else span(self.text, Range(one["start"], one["end"]))
                for one in source]
        name = fold(" ".join(one["quote"] for one in real)).strip() or source[0]["quote"] or "?"
        if name not in self.entities:
            entity: dict[str, Any] = {"id": _unique(f"e-{slug(name)}", {one["id"] for one in self.entities.values()}),
                                      "type": "person", "name": name, "mentions": []}
            self.entities[name] = entity
        entity = self.entities[name]
        self.lines.setdefault((entity["id"], "", -1), self.lines[id_, "source", source[0]["start"]])
        form = _form(name)
        for one in real:
            if not any((m["start"], m["end"]) == (one["start"], one["end"]) for m in entity["mentions"]):
                entity["mentions"].append(one | ({} if form == "name" else {"form": form}))
                self.lines[entity["id"], "mentions", one["start"]] = self.lines[id_, "source", one["start"]]
        return str(entity["id"])

    def _kept(self, event: Event, spans: dict[str, list[dict[str, Any]]], cue: Sequence[Range]) -> dict[str, Any]:
        """Type, trigger and all stretches of the `cue` of an event where `write` could not derive them."""
        pieces = [[place.start, place.end] for place in cue]
        kept: dict[str, Any] = {"cue": pieces} if len(pieces) > 1 else {}
        if event.type != event_type(spans["source"]):
            kept["type"] = event.type
        trigger = self.ann.bounds.get(event.trigger)
        places = [[place.start, place.end] for place in trigger.ranges] if trigger else []
        if trigger and (places != pieces or trigger.type != event.type):
            kept["trigger"] = {"type": trigger.type, "ranges": places}
        return kept

    def _remarks(self, attributions: dict[str, dict[str, Any]], events: Sequence[Event]) -> None:
        """Notes on an event or one of its parts become the note of the attribution."""
        holder = {part: event.id for event in reversed(events)
                  for part in (event.id, event.trigger, *(target for _, target in event.roles))}
        for remark in self.ann.remarks:
            record = attributions.get(holder.get(remark.target, ""))
            if record is None or not remark.text.strip():
                self.loss(remark.line, "a note on something that is no attribution has no place in the model")
            else:
                record["note"] = " ".join(filter(None, (record.get("note"), remark.text.strip())))

    def _loose(self, bound: Bound) -> dict[str, Any]:
        if bound.type in ROLES:
            self.fault(bound.line, f"{bound.id} ({bound.type} {bound.text[:40]!r}) belongs to no event")
        return {"type": bound.type, "ranges": [[place.start, place.end] for place in bound.ranges]}


_KINDS = {"R": "a relation", "*": "an equivalence", "A": "an attribute", "M": "an attribute", "N": "a normalisation"}


def read(path: Path, options: Options) -> Imported:
    """Every .ann file at or below `path` with its text. The first annotator of a text by name has its main one."""
    base = path if path.is_dir() else path.parent
    files = sorted(path.rglob("*.ann")) if path.is_dir() else [path] if path.suffix == ".ann" and path.is_file() else []
    if not files:
        raise UsageError("there is no .ann file", where=str(path), fix="give a brat folder, or one .ann file")
    own = base.rglob("*.txt") if path.is_dir() else base.glob("*.txt")
    texts = sorted(own) if path.is_dir() else []
    if not texts:
        texts = sorted({*own, *base.parent.glob("*/*.txt")})
    out = Imported()
    ids: dict[str, object] = {}
    known: dict[Path, str] = {}
    for text, who, file in sorted(_pairs(files, texts, base, out), key=lambda row: (row[0], row[1], row[2])):
        second = text in known
        if not second:
            known[text] = document_id(text.stem, ids)
            ids[known[text]] = True
        _read_one(text, file, known[text], who, second, base, options, out)
    return out


def _pairs(files: Sequence[Path], texts: Sequence[Path], base: Path, out: Imported) -> Iterator[tuple[Path, str, Path]]:
    """(text, annotator, .ann file); a file without its text is a fault."""
    for file in files:
        fits = [text for text in texts
                if file.stem == text.stem or file.stem.startswith((f"{text.stem}_", f"{text.stem}."))]
        if not fits:
            out.faults.append(Note(file.relative_to(base).as_posix(), 0, "there is no text of that name (x.ann or "
                                   "x_<annotator>.ann belongs to x.txt)"))
            continue
        text = max(fits, key=lambda fit: (len(fit.stem), fit.parent == file.parent, str(fit)))
        yield text, file.stem[len(text.stem) + 1 :], file


def _read_one(text: Path, file: Path, id_: str, who: str, second: bool, base: Path, options: Options,
              out: Imported) -> None:
    name = file.relative_to(base).as_posix()
    got = read_text(text)
    if isinstance(got, str):
        out.faults.append(Note(name, 0, f"its text {text.name} {got}"))
        return
    raw, source = got
    try:
        content = read_bytes(file, JSON_BYTES).decode("utf-8")
    except UnicodeDecodeError as error:
        out.faults.append(Note(name, 0, f"is not UTF-8 from byte {error.start} on; save it as UTF-8"))
        return
    reader = _Reader(name, source, parse(content), out)
    records = reader.records()
    value = head(id_, raw, text.name, options, who or options.by, {"attributions": "complete", "entities": "partial"})
    if records["attributions"]:
        out.losses += [Note(name, 0, "`act` is not in the file; 'say' was set"),
                       Note(name, 0, "the type of a source is not in the file; 'person' was set")]
    out.documents.append(Foreign(id_, raw, value | records, name, _relative(text, base),
                                 document_id(who) if who else "annotator", second, reader.lines))


def _relative(path: Path, base: Path) -> str:
    """`path` below `base`; a text may also lie beside it."""
    return path.relative_to(base if base in path.parents else base.parent).as_posix()


def _role(name: str) -> str:
    """'Content2' is one more Content."""
    return name.rstrip("0123456789")


def _unique(base: str, taken: set[str]) -> str:
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def _form(name: str) -> str:
    """How a source string names somebody, by its first word alone."""
    if _PRONOUNS.fullmatch(name) and name != "US":
        return "pronoun"
    return "nominal" if _DETERMINERS.match(name) or not name[:1].isupper() else "name"


def _nest(attributions: list[dict[str, Any]]) -> None:
    """Set `within` to the smallest content stretch of another attribution that holds all spans of this one."""
    extents = []
    for record in attributions:
        spans = [one for role in ROLES.values() for one in record[role]]
        extents.append((min((one["start"] for one in spans), default=0), max((one["end"] for one in spans), default=0)))
    for record, (start, end) in zip(attributions, extents, strict=True):
        holders = [(one["end"] - one["start"], other["id"])
                   for other, (first, last) in zip(attributions, extents, strict=True)
                   if last - first > end - start > 0  # strictly larger, so that nothing runs in a circle
                   for one in other["content"] if one["start"] <= start and end <= one["end"]]
        if holders:
            record["within"] = min(holders)[1]


def write(documents: Sequence[Document]) -> Exported:
    """x.txt and x.ann for each document, x_<who>.ann for a second annotation."""
    out = Exported()
    for document in documents:
        value, text, seed, who = leaving(document)
        out.files[f"{document.id}.txt"] = seed
        out.files[f"{document.id}{f'_{who}' if who else ''}.ann"] = annotation_text(value, text).encode()
        out.losses += [Note(document.name, 0, message) for message in unheld(value)]
    return out


importer = Importer(read=read, write=write)
