"""Three-way merge of corpus files by record id: right, or a conflict that a person decides.

Line merges join what does not belong together (two records of one id, a claim about an entity that the other side
removed). Here a record changed on one side is taken; changed on both, only lists that are sets (mentions, aliases, the
claims of a fact) are joined. What the two sides break only together (a reference, a name used twice) is a conflict too.
"""

from __future__ import annotations

import difflib
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from .canonical import canonical
from .joint import MISSING, SETS, Slot, faults, identity, joined, neighbours, same, two_texts
from .raw import RECORD_LISTS


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a person must decide: where, and why."""

    where: str
    why: str


@dataclass(slots=True)
class Merged:
    """`ours` and `theirs` differ only where there is a conflict; without one both are the merge."""

    ours: dict[str, Any]
    theirs: dict[str, Any]
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]) -> Merged:
    """Merge two descendants of `base` (empty where both sides added the file)."""
    forced = two_texts(base, ours, theirs) | neighbours(base, ours, theirs)
    while True:
        attempt = _Merge(base, ours, theirs, forced).go()
        if attempt.conflicts:
            return attempt
        known = {fault for side in (ours, theirs) for fault, _ in faults(side)}
        fresh = {slot: fault for fault, slots in faults(attempt.ours) if fault not in known for slot in slots}
        if not fresh:
            return attempt
        if not fresh.keys() - forced.keys():  # what to decide is in no one record: the whole file is shown
            return Merged(ours, theirs, [Conflict("the file", fault) for fault in sorted(set(fresh.values()))])
        forced = forced | fresh


def conflict_text(ours: bytes, theirs: bytes) -> bytes:
    """Both texts as one, every difference between git's conflict markers."""
    one, other = (raw.decode("utf-8", "replace").splitlines(keepends=True) for raw in (ours, theirs))
    lines: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += one[a:b]
        else:
            lines += ["<<<<<<< ours\n", *map(_ended, one[a:b]), "=======\n", *map(_ended, other[c:d]),
                      ">>>>>>> theirs\n"]
    return "".join(lines).encode()


def conflict_file(merged: Merged, kind: str) -> bytes:
    """The merged file with its conflicts marked, in canonical layout: each side taken throughout is a valid file."""
    return conflict_text(canonical(merged.ours, kind), canonical(merged.theirs, kind))


def _ended(line: str) -> str:
    return line if line.endswith("\n") else line + "\n"


@dataclass(slots=True)
class _Merge:
    base: dict[str, Any]
    ours: dict[str, Any]
    theirs: dict[str, Any]
    forced: dict[Slot, str]
    conflicts: list[Conflict] = field(default_factory=list)

    def go(self) -> Merged:
        """Every key of the file; the pair of results."""
        one: dict[str, Any] = {}
        other: dict[str, Any] = {}
        for key in dict.fromkeys((*self.ours, *self.theirs)):
            versions = tuple(side.get(key, MISSING) for side in (self.base, self.ours, self.theirs))
            pair = self._key(key, *versions)
            for result, value in ((one, pair[0]), (other, pair[1])):
                if value is not MISSING:
                    result[key] = value
        return Merged(one, other, self.conflicts)

    def _key(self, key: str, base: Any, ours: Any, theirs: Any) -> tuple[Any, Any]:
        lists = [[] if version is MISSING else version for version in (base, ours, theirs)]
        if key in RECORD_LISTS and all(isinstance(version, list) for version in lists):
            tables = [_table(key, version) for version in lists]
            if None not in tables:
                return self._records(key, *(table or {} for table in tables))
        elif key == "annotated" and all(isinstance(version, list) for version in lists):
            rounds = joined(*lists)
            return rounds, rounds
        elif key in ("meta", "layers") and all(isinstance(version, dict) for version in (base, ours, theirs)):
            return self._fields(key, base, ours, theirs)
        return self._pick(("", key), key, base, ours, theirs)

    def _fields(self, key: str, base: Any, ours: Any, theirs: Any) -> tuple[Any, Any]:
        one: dict[str, Any] = {}
        other: dict[str, Any] = {}
        for name in dict.fromkeys((*ours, *theirs)):
            versions = [side.get(name, MISSING) for side in (base, ours, theirs)]
            pair = self._pick((key, name), f"{key}/{name}", *versions)
            one |= {} if pair[0] is MISSING else {name: pair[0]}
            other |= {} if pair[1] is MISSING else {name: pair[1]}
        return one, other

    def _records(self, name: str, base: dict[Hashable, Any], ours: dict[Hashable, Any],
                 theirs: dict[Hashable, Any]) -> tuple[Any, Any]:
        one, other = [], []
        for key in dict.fromkeys((*ours, *theirs)):
            pair = self._record(name, key, *(side.get(key, MISSING) for side in (base, ours, theirs)))
            one += [] if pair[0] is MISSING else [pair[0]]
            other += [] if pair[1] is MISSING else [pair[1]]
        return one, other

    def _record(self, name: str, key: Hashable, base: Any, ours: Any, theirs: Any) -> tuple[Any, Any]:
        where = f"{name}/{key if isinstance(key, str) else ' '.join(map(str, key)) if isinstance(key, tuple) else key}"
        versions = [side for side in (base, ours, theirs) if side is not MISSING]
        sets = [part for part in SETS.get(name, ()) if any(part in side for side in versions)]
        if (name, key) in self.forced or MISSING in (ours, theirs) or not sets:
            return self._pick((name, key), where, base, ours, theirs)
        rests = [{k: v for k, v in side.items() if k not in sets} if side is not MISSING else MISSING
                 for side in (base, ours, theirs)]
        rest = _three(*rests)
        if rest is None:
            return self._pick((name, key), where, base, ours, theirs)
        result = dict(rest[0])
        for part in sets:
            result[part] = joined(*(side.get(part, []) if side is not MISSING else [] for side in (base, ours, theirs)))
        return result, result

    def _pick(self, slot: Slot, where: str, base: Any, ours: Any, theirs: Any) -> tuple[Any, Any]:
        """The side that changed; both, as a conflict, when both did."""
        if slot in self.forced:
            self.conflicts.append(Conflict(where, self.forced[slot]))
            return ours, theirs
        chosen = _three(base, ours, theirs)
        if chosen is not None:
            return chosen[0], chosen[0]
        why = "removed on one side, changed on the other" if MISSING in (ours, theirs) else \
            "added on both sides, differently" if base is MISSING else "changed on both sides, differently"
        self.conflicts.append(Conflict(where, why))
        return ours, theirs


def _three(base: Any, ours: Any, theirs: Any) -> tuple[Any] | None:
    """The one result of a three-way choice, in a tuple; None for a conflict."""
    if same(ours, theirs) or same(theirs, base):
        return (ours,)
    return (theirs,) if same(ours, base) else None


def _table(name: str, records: list[Any]) -> dict[Hashable, Any] | None:
    """Records by what identifies them; None where that is no key (missing or twice)."""
    table: dict[Hashable, Any] = {}
    for record in records:
        key = identity(name, record)
        if key is None or key in table:
            return None
        table[key] = record
    return table
