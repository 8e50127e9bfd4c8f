"""The brat stand-off format (.ann): text-bound annotations, events and notes, read with their lines and written.

Lines of a file (https://brat.nlplab.org/standoff.html): `T1<TAB>Cue 10 14<TAB>said`, several stretches joined by ';',
their texts by one space; `E1<TAB>Attribution:T4 Source:T1 Cue:T2`; `#1<TAB>AnnotatorNotes E1<TAB>text`. Offsets are
code points, end-exclusive. A stretch never holds a line end: brat writes what runs over one as two stretches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from .raw import raw_records
from .text import Range, Text

ROLES = {"Source": "source", "Cue": "cue", "Content": "content"}
"""Role in brat -> field of an attribution."""
_ID = re.compile(r"[TERAMN*#][0-9]*\Z")
_BOUND = re.compile(r"(?P<type>[^\s]+) (?P<places>[0-9]{1,16} [0-9]{1,16}(?:;[0-9]{1,16} [0-9]{1,16})*)")
_TARGET = re.compile(r"(?:(?<=:)|(?<= ))[TERAM][0-9]+(?![^ ])")
_PAIR = re.compile(r"(?P<role>[^\s:]+):(?P<target>[^\s:]+)")


@dataclass(frozen=True, slots=True)
class Bound:
    """A T line: a typed annotation of one or more stretches; `text` is what the file says that they read."""

    id: str
    type: str
    ranges: tuple[Range, ...]
    text: str
    line: int

    @property
    def quotes(self) -> list[str]:
        """The stated text, cut into the lengths of the stretches; the last one takes what is left over or lacks."""
        quotes, at = [], 0
        for place in self.ranges[:-1]:
            quotes.append(self.text[at : at + place.end - place.start])
            at += place.end - place.start + 1
        return [*quotes, self.text[at:]]


@dataclass(frozen=True, slots=True)
class Event:
    """An E line: its type, its trigger, and the (role, id) of its arguments."""

    id: str
    type: str
    trigger: str
    roles: tuple[tuple[str, str], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A # line: a note on one annotation."""

    target: str
    text: str
    line: int


@dataclass(slots=True)
class Annotations:
    """One .ann file. `others` are lines of kinds that are not read further; `faults` what is malformed: (line, why)."""

    bounds: dict[str, Bound] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    others: list[tuple[int, str]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    """Id -> line, also of what could not be read or is not read further: it exists."""


def parse(raw: str) -> Annotations:
    """Every line of a .ann file; what cannot be read is a fault with its line (from 1), never an exception."""
    found, pointers = Annotations(), list[tuple[int, str, str]]()
    for number, line in _lines(raw, found):
        name, tab, rest = line.partition("\t")
        if not tab or not _ID.match(name):
            why = "has no tab after its id" if _ID.match(line.partition(" ")[0]) else "is no annotation"
            found.faults.append((number, f"{why}: {line[:60]!r}"))
        elif name != "*" and found.lines.setdefault(name, number) != number:
            found.faults.append((number, f"{name} stands twice; this one is left out"))
        elif name[0] == "T":
            _bound(name, rest, number, found)
        elif name[0] == "E":
            _event(name, rest, number, found)
        elif name[0] == "#":
            about, _, text = rest.partition("\t")
            found.remarks.append(Remark(about.rpartition(" ")[2], text, number))
        else:
            found.others.append((number, name))
            about = rest.partition("\t")[0]
            pointers += [(number, f"{name} refers to {target}", target) for target in _TARGET.findall(about)]
    pointers += [(remark.line, f"the note is on {remark.target}", remark.target) for remark in found.remarks]
    pointers += [(event.line, f"the {role} of {event.id} is {target}", target) for event in found.events.values()
                 for role, target in (("trigger", event.trigger), *event.roles)]
    found.faults += [(number, f"{said}, which does not exist") for number, said, target in pointers
                     if target not in found.lines]
    return found


def _lines(raw: str, found: Annotations) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; the rest of a text that a line end has cut is put back, and said.

    Only line feeds end a line: U+2028 and its like may stand in a text.
    """
    pending, first = "", 0
    for number, line in enumerate(raw.removeprefix("\ufeff").split("\n"), 1):
        text = line.rstrip("\r")
        if text.strip() and not _ID.match(text.partition("\t")[0]) and _lacks(pending):
            pending += " " + text
            found.faults.append((number, f"is the rest of line {first}: a line end stands in the text of "
                                         f"{pending.partition(chr(9))[0]}"))
            continue
        if pending.strip():
            yield first, pending
        pending, first = text, number
    if pending.strip():
        yield first, pending


def _lacks(line: str) -> bool:
    """True for a T line whose text is shorter than its offsets say."""
    head, _, text = line.partition("\t")[2].partition("\t")
    match = _BOUND.fullmatch(head) if line.startswith("T") else None
    ranges = _ranges(match["places"]) if match else ()
    return len(text) + 1 < sum(place.end - place.start + 1 for place in ranges)


def _ranges(places: str) -> tuple[Range, ...]:
    return tuple(Range(int(start), int(end)) for start, end in (pair.split(" ") for pair in places.split(";")))


def _bound(name: str, rest: str, line: int, found: Annotations) -> None:
    head, _, text = rest.partition("\t")
    match = _BOUND.fullmatch(head)
    if not match:
        found.faults.append((line, f"{name} has no type and offsets: {head[:60]!r}"))
        return
    ranges = _ranges(match["places"])
    if any(place.end > 2**53 for place in ranges):
        found.faults.append((line, f"{name} has an offset beyond any text"))
        return
    empty = next((place for place in ranges if place.end <= place.start), None)
    if empty:
        found.faults.append((line, f"{name} marks nothing: it ends at {empty.end}, which is not after its start, "
                                   f"{empty.start}"))
        return
    found.bounds[name] = Bound(name, match["type"], ranges, text, line)


def _event(name: str, rest: str, line: int, found: Annotations) -> None:
    parts = rest.split()
    pairs = [_PAIR.fullmatch(part) for part in parts]
    if not parts or not all(pairs):
        found.faults.append((line, f"{name} is no list of TYPE:ID: {rest[:60]!r}"))
        return
    (kind, trigger), *roles = [(pair["role"], pair["target"]) for pair in pairs if pair]
    found.events[name] = Event(name, kind, trigger, tuple(roles), line)


@dataclass(slots=True)
class Writer:
    """A .ann file in the making, over one text. Equal annotations share one T line, as one word may have two parts."""

    text: str
    _lines: list[str] = field(default_factory=list)
    _bounds: dict[tuple[str, tuple[Range, ...]], str] = field(default_factory=dict)
    _events: int = 0
    _remarks: int = 0

    def bound(self, kind: str, ranges: Iterable[Range]) -> str:
        """The id of the T line of `kind` over `ranges`."""
        pieces = tuple(piece for place in ranges for piece in _at_line_ends(self.text, place))
        if (kind, pieces) not in self._bounds:
            name = self._bounds[kind, pieces] = f"T{len(self._bounds) + 1}"
            places = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
            words = " ".join(self.text[piece.start : piece.end] for piece in pieces)
            self._lines.append(f"{name}\t{kind} {places}\t{words}")
        return self._bounds[kind, pieces]

    def event(self, kind: str, trigger: str, roles: Sequence[tuple[str, str]]) -> str:
        """The id of a new E line."""
        self._events += 1
        arguments = "".join(f" {role}:{target}" for role, target in roles)
        self._lines.append(f"E{self._events}\t{kind}:{trigger}{arguments}")
        return f"E{self._events}"

    def remark(self, target: str, text: str) -> None:
        """A note on one annotation."""
        self._remarks += 1
        self._lines.append(f"#{self._remarks}\tAnnotatorNotes {target}\t" + " ".join(text.split()))

    def render(self) -> str:
        """The file."""
        return "".join(line + "\n" for line in self._lines)


def _at_line_ends(text: str, place: Range) -> Iterator[Range]:
    """`place` without the line ends in it: brat cannot hold one."""
    for match in re.finditer(r"[^\n]+", text[place.start : place.end]):
        yield Range(place.start + match.start(), place.start + match.end())


def event_type(source: object) -> str:
    """The type of an attribution event: one without a source has its own."""
    return "Attribution" if source else "Attribution-no-source"


def annotation_text(value: dict[str, Any], text: Text) -> str:
    """The .ann file of an annotation value, valid or not."""
    writer = Writer(text.raw)
    records = [record for path, record in raw_records(value) if path[0] == "attributions"]
    sources = {(place.start, place.end) for record in records for place in _places(record.get("source"), text)}
    for record in records:
        places = {role: _places(record.get(key), text) for role, key in ROLES.items()}
        kept = _ext(record)
        places["Cue"] = _pairs_of(kept.get("cue") or (), text) or places["Cue"]
        arguments = [(role, writer.bound(role, listed)) for role, listed in places.items() if listed]
        kind = str(kept.get("type") or event_type(places["Source"]))
        stored = kept.get("trigger") if isinstance(kept.get("trigger"), dict) else None
        trigger = _pairs_of(stored.get("ranges"), text) if stored else places["Cue"] or places["Content"][:1]
        if not trigger:
            continue
        event = writer.event(kind, writer.bound(str(stored["type"]) if stored else kind, trigger), arguments)
        if isinstance(record.get("note"), str):
            writer.remark(event, record["note"])
    for record in (record for path, record in raw_records(value) if path[0] == "entities"):
        for place in _places(record.get("mentions"), text):
            if (place.start, place.end) not in sources:
                writer.bound(str(record.get("type") or "entity"), [place])
    for loose in _ext(value).get("loose") or ():
        writer.bound(str(loose["type"]), _pairs_of(loose["ranges"], text))
    return writer.render()


def _ext(record: dict[str, Any]) -> dict[str, Any]:
    ext = record.get("ext")
    kept = ext.get("brat") if isinstance(ext, dict) else None
    return kept if isinstance(kept, dict) else {}


def _places(spans: Any, text: Text) -> list[Range]:
    return _pairs_of([[one.get("start"), one.get("end")] for one in spans if isinstance(one, dict)], text) \
        if isinstance(spans, list) else []


def _pairs_of(pairs: Any, text: Text) -> list[Range]:
    """The stretches inside the text; a file at fault may hold others, and the check says so."""
    return [Range(start, end) for start, end in pairs
            if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)]


def unheld(value: dict[str, Any]) -> Iterator[str]:
    """What brat cannot hold, one message a record."""
    for path, record in raw_records(value):
        if path[0] in ("claims", "citations", "works", "omit"):
            yield f"{path[0]} are not written"
        elif path[0] == "entities" and record.get("ref"):
            yield "links of entities to the registry are not written"
        elif path[0] == "attributions":
            yield "`act`, `style`, `within` and who a source is are not written"
            if any(key in record for key in ("time", "negated", "endorsed")):
                yield "`time`, `negated` and `endorsed` are not written"
