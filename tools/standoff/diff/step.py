"""The versioning policy of release.md as code: which step between two versions a difference asks for at least."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..store import json_value
from .changes import IDENTIFIED, Change

_VERSION = re.compile(r"^([0-9]+)\.([0-9]+)\.([0-9]+)(?:-(.+))?$")
_SHOWN = 5


class Step(enum.IntEnum):
    """How much a version must grow."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


_PLACE = {"start_char", "end_char", "sentence", "quote"}
PATCH_COLUMNS: dict[str, set[str]] = {
    "documents": {"title", "publisher", "date", "lang", "genre", "url", "license", "text_policy", "annotated_by",
                  "methods", "guidelines"},
    "entities": {"type", "name", "wikidata", "note"},
    "claims": {*_PLACE, "text", "statement", "chain_text", "note", "publisher", "document_date"},
    "chain": {"cue"}, "attributions": {"note"}, "citations": {*_PLACE, "locator"},
    "works": {"type", "title", "container", "issued", "csl"}, "facts": {"text", "score"}, "links": {"why", "score"},
    "forwards": {"why", "date"}}
"""Columns that hold boundaries, wording or metadata: correcting one changes no answer that the data gives."""
PATCH_TABLES = frozenset({"spans", "sentences", "entity_aliases"})
"""Tables whose rows are boundaries or wording themselves."""


@dataclass(slots=True)
class Verdict:
    """The least step, and why: a few examples for each reason."""

    step: Step = Step.NONE
    reasons: dict[str, list[str]] = field(default_factory=dict)

    def add(self, step: Step, reason: str, example: str) -> None:
        """Note that `reason` asks for `step`."""
        self.step = max(self.step, step)
        listed = self.reasons.setdefault(f"{step.name.lower()}: {reason}", [])
        if len(listed) < _SHOWN:
            listed.append(example)


def least_step(changes: Iterable[Change], forwards: Mapping[str, tuple[str, ...]] | None = None,
               old_schema: Mapping[str, bytes] | None = None, new_schema: Mapping[str, bytes] | None = None) -> Verdict:
    """The least step for `changes`; `forwards` are those of the new side, old id -> where it leads."""
    verdict, leads = Verdict(), forwards or {}
    for change in changes:
        verdict.add(*_judge(change, leads))
    for name in sorted({*(old_schema or {})} & {*(new_schema or {})}):
        if name.endswith(".json"):
            old, new = json_value((old_schema or {})[name]), json_value((new_schema or {})[name])
            for step, reason, where in _schema(old, new, name):
                verdict.add(step, reason, where)
    return verdict


def _judge(change: Change, forwards: Mapping[str, tuple[str, ...]]) -> tuple[Step, str, str]:
    name = f"{change.table} {'/'.join(map(str, change.key))}"
    if change.change == "split":
        return Step.MAJOR, "a fact was split", name
    if change.change in ("removed", "merged") and change.table in IDENTIFIED:
        return *_gone(change, forwards), name
    if change.table == "documents" and {"sha256", "length"} & {*(change.before or {})} and change.change == "changed":
        return Step.MAJOR, "a source text changed", name
    if change.table in PATCH_TABLES:
        return Step.PATCH, "boundaries or wording", name
    if change.change == "changed":
        columns = {*(change.before or {}), *(change.after or {})}
        if columns <= PATCH_COLUMNS.get(change.table, set()):
            return Step.PATCH, "boundaries, wording or metadata", name
        return Step.MINOR, "answers changed", name
    return Step.MINOR, "a record is new" if change.table in IDENTIFIED else "answers changed", name


def _gone(change: Change, forwards: Mapping[str, tuple[str, ...]]) -> tuple[Step, str]:
    id_ = str(change.key[0])
    if change.table == "facts" and "#" in id_:
        return Step.MINOR, "a claim joined a fact"  # the id is still that of the claim
    if leads_on(id_, forwards):
        return Step.MINOR, "an id was merged into another"
    if change.table == "documents":
        return Step.MAJOR, "a document was withdrawn"
    return Step.MAJOR, "an id is gone without forward"


def leads_on(id_: str, forwards: Mapping[str, tuple[str, ...]]) -> bool:
    """True when `id_`, or the document it was local to, was merged into something else."""
    return bool(forwards.get(id_) or forwards.get(id_.partition("#")[0]))


def _schema(old: Any, new: Any, where: str) -> Iterator[tuple[Step, str, str]]:
    """What changed in one schema file: fields, types and vocabularies."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return
    for name in ("type", "const", "kind", "key"):
        if old.get(name) != new.get(name) and not isinstance(old.get(name), dict):
            yield Step.MAJOR, "a field was retyped", f"{where}: {old.get(name)!r} is now {new.get(name)!r}"
    gone = [value for value in old.get("enum", ()) if value not in new.get("enum", ())]
    if gone:
        yield Step.MAJOR, "a vocabulary value was removed", f"{where}: {', '.join(map(str, gone))}"
    elif old.get("enum") != new.get("enum"):
        yield Step.MINOR, "a vocabulary value is new", where
    for key in ("properties", "$defs", "tables", "columns"):
        ones, others = old.get(key, {}), new.get(key, {})
        yield from ((Step.MAJOR, "a field was removed", f"{where}/{name}") for name in sorted({*ones} - {*others}))
        yield from ((Step.MINOR, "a field is new", f"{where}/{name}") for name in sorted({*others} - {*ones}))
        for name in sorted({*ones} & {*others}):
            yield from _schema(ones[name], others[name], f"{where}/{name}")
    if "items" in old:
        yield from _schema(old["items"], new.get("items"), f"{where}/items")
    for one, other in zip(old.get("anyOf", ()), new.get("anyOf", ()), strict=False):
        yield from _schema(one, other, where)


def allowed(last: str, new: str, step: Step) -> bool:
    """True when going from version `last` to `new` is at least `step`, and not a step back.

    A pre-release counts as its version: 2.0.0-rc.1 after 1.4.0 is a major step.
    """
    before, after = _parts(last), _parts(new)
    if after < before or (after == before and "-" not in last):
        return step is Step.NONE and last == new
    if after == before:  # from one pre-release to the next, or to the version itself
        return True
    grown = next(level for level, (one, other) in zip((Step.MAJOR, Step.MINOR, Step.PATCH),
                                                      zip(before, after, strict=True), strict=True) if one != other)
    return grown >= step


def _parts(version: str) -> tuple[int, ...]:
    match = _VERSION.match(version)
    return tuple(int(part) for part in match.groups()[:3]) if match else (0, 0, 0)
