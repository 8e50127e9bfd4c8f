"""What two changes of one corpus file, each sound alone, break only together. The ground on which merging stands."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from .graph import cycles
from .raw import RECORD_LISTS, raw_records, raw_roles
from .store import json_bytes

MISSING: Any = object()
"""As a version of a record or key: it is not there."""
SETS = {"entities": ("mentions", "aliases"), "facts": ("claims",)}
"""Fields of a record whose order and neighbours mean nothing: two additions are both right."""
_REFERENCES = {"entities": ("affiliation",), "claims": ("about", "attribution"), "attributions": ("who", "within"),
               "citations": ("work", "claims"), "links": ("a", "b")}
_LISTS = {"e": "entities", "c": "claims", "a": "attributions", "w": "works", "f": "facts"}
_LEAN_ON = {"claims": ("attribution",), "attributions": ("within", "who"), "citations": ("work",)}
"""References whose target's words matter: a claim lies in its attribution's content, `who` stands in the source."""
Value = dict[str, Any]
Slot = tuple[str, Hashable]
"""A place that is decided as a whole: (list, key of the record), or ('', key of the file)."""
Fault = tuple[str, list[Slot]]
"""What is wrong, and the slots that a person decides."""


def same(a: Any, b: Any) -> bool:
    """Equal as JSON, where 1, 1.0 and true differ."""
    return a is b or (a is not MISSING and b is not MISSING and json_bytes(a) == json_bytes(b))


def joined(base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    """A list that is a set: what either side added, without what either side removed, in our order."""
    old, one, other = ({json_bytes(item) for item in side} for side in (base, ours, theirs))
    keep = (one & other) | (one - old) | (other - old)
    items = {json_bytes(item): item for item in (*ours, *theirs)}
    return [item for key, item in items.items() if key in keep]


def identity(name: str, record: Any) -> Hashable:
    """What a record of the list `name` is known by across versions; None where it cannot be."""
    if not isinstance(record, dict):
        return None
    if name == "links":
        return tuple(sorted((str(record.get("a")), str(record.get("b")))))
    if name == "omit":
        places = (record.get("start"), record.get("end"), record.get("quote"))
        return None if any(isinstance(part, list | dict) for part in places) else places
    return record["id"] if isinstance(record.get("id"), str) else None


def two_texts(base: Value, ours: Value, theirs: Value) -> dict[Slot, str]:
    """The seed as a slot to decide, where one side changed the text and the other what stands on offsets in it."""
    def changed(side: Value, *keys: str) -> bool:
        return any(not same(side.get(key, MISSING), base.get(key, MISSING)) for key in keys)
    for one, other in ((ours, theirs), (theirs, ours)):
        if changed(one, "seed") and not same(one.get("seed", MISSING), other.get("seed", MISSING)) \
                and changed(other, *RECORD_LISTS, "scope"):
            return {("", "seed"): "one side changed the text, the other records with offsets in the old one"}
    return {}


def neighbours(base: Value, ours: Value, theirs: Value) -> dict[Slot, str]:
    """Records that one side changed while the other gave or changed something that leans on their words."""
    found: dict[Slot, str] = {}
    old = _by_slot(base)
    for one, other in ((_by_slot(ours), _by_slot(theirs)), (_by_slot(theirs), _by_slot(ours))):
        for slot, record in other.items():
            if same(record, old.get(slot, MISSING)):
                continue
            for part in _LEAN_ON.get(slot[0], ()):
                for target in _listed(record.get(part)):
                    place = (_LISTS.get(target[0], ""), target)
                    if place in old and place in one and _lost_words(old[place], one[place]):
                        found[place] = f"changed on one side, and {slot[1]}, which needs it, on the other"
    return found


def _lost_words(old: Value, new: Value) -> bool:
    """True when a record changed other than by further mentions."""
    mentions = [{json_bytes(item) for item in side.get("mentions") or ()} for side in (old, new)]
    rests = [{key: value for key, value in side.items() if key != "mentions"} for side in (old, new)]
    return not mentions[0] <= mentions[1] or ("mentions" not in old and not same(*rests))


def _by_slot(value: Value) -> dict[Slot, Value]:
    return {(str(path[0]), identity(str(path[0]), record)): record for path, record in raw_records(value)}


def faults(value: Value) -> Iterator[Fault]:
    """Faults of a whole file that lie between its records."""
    yield from _dangling(value)
    yield from _twice(value)
    yield from _facts(value)
    roles = raw_roles(value)
    for path, record in raw_records(value):
        if path[0] == "entities" and record.get("mentions") == [] and record.get("id") not in roles and "seed" in value:
            yield f"{record.get('id')} would be neither mentioned nor used", [("entities", record.get("id"))]
    for name, part in (("attributions", "within"), ("entities", "affiliation")):
        edges = {record["id"]: _listed(record.get(part)) for path, record in raw_records(value)
                 if path[0] == name and isinstance(record.get("id"), str)}
        for cycle in cycles(edges):
            yield f"{', '.join(sorted(set(cycle)))} would lie within each other in a circle", [(name, n) for n in cycle]


def _dangling(value: Value) -> Iterator[Fault]:
    ids = {record["id"] for _, record in raw_records(value) if isinstance(record.get("id"), str)}
    named = [(str(path[0]), record, part) for path, record in raw_records(value)
             for part in _REFERENCES.get(str(path[0]), ())]
    if isinstance(value.get("meta"), dict):
        named += [("meta", value["meta"], part) for part in ("publisher", "voice")]
    for name, record, part in named:
        for target in _listed(record.get(part)):
            if target not in ids and target[1:2] == "-" and target[0] in _LISTS:
                yield (f"{name}/{record.get('id', part)} needs {target}, which the other side removed",
                       [(_LISTS[target[0]], target)])


def _twice(value: Value) -> Iterator[Fault]:
    """One thing told by two records; each kind of sameness has a check of its own."""
    seen: dict[Hashable, Slot] = {}
    for path, record in raw_records(value):
        slot = (str(path[0]), identity(str(path[0]), record))
        for key, what in _sameness(slot[0], record):
            first = seen.setdefault((what, key), slot)
            if first != slot:
                yield f"{first[1]} and {slot[1]} have the same {what}", [first, slot]


def _sameness(name: str, record: Value) -> Iterator[tuple[Hashable, str]]:
    if name == "entities":
        for part, what in (("ref", "registry entity"), ("wikidata", "Wikidata item")):
            if record.get(part):
                yield str(record[part]), what
        yield from ((json_bytes([m.get("start"), m.get("end"), m.get("quote")]), "mention")
                    for m in record.get("mentions") or () if isinstance(m, dict))
    elif name == "claims":
        yield json_bytes([record.get(part) for part in ("text", "attribution", "spans")]), "text and evidence"
    elif name == "citations" and isinstance(record.get("marker"), dict):
        yield json_bytes([record["marker"].get("start"), record["marker"].get("quote")]), "marker"
    elif name == "facts":
        yield from ((claim, "claim") for claim in _listed(record.get("claims")))


def _facts(value: Value) -> Iterator[Fault]:
    """Facts that lost their members, and links inside one fact or between two that are linked already."""
    holder: dict[str, str] = {}
    for path, record in raw_records(value):
        if path[0] == "facts":
            holder |= dict.fromkeys(_listed(record.get("claims")), str(record.get("id")))
            if len(_listed(record.get("claims"))) < 2:
                yield f"{record.get('id')} would hold fewer than two claims", [("facts", record.get("id"))]
    seen: dict[tuple[str, ...], Slot] = {}
    for path, record in raw_records(value):
        if path[0] == "links":
            slot = ("links", identity("links", record))
            ends = tuple(sorted(holder.get(end, end) for end in (str(record.get("a")), str(record.get("b")))))
            if ends[0] == ends[1]:
                yield f"a link would join {ends[0]} with itself", [slot, ("facts", ends[0])]
            elif seen.setdefault(ends, slot) != slot:
                yield f"two links would join {ends[0]} and {ends[1]}", [seen[ends], slot]


def _listed(value: Any) -> list[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str) and item]
