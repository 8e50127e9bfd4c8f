"""What was added, removed, changed, merged or split between two row sets; and how to make the new set from the old.

Both sides are read as the canonical lines of each table, which are sorted by key: one walk over both, a block at a
time, and equal lines are never parsed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from ..errors import DataError
from ..rows import TABLES, key_of
from ..store import json_value

Key = tuple[Any, ...]
RowSet = Mapping[str, Iterable[Mapping[str, Any]]]
IDENTIFIED = ("documents", "entities", "claims", "attributions", "citations", "works", "facts")
"""Tables whose key is one published id."""
_BLOCK = 8192
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Side:
    """One of two row sets. `lines` gives the canonical lines of a table; `schema` the files of schema/ by name.

    `files` names the files that `lines` reads, where there are such: equal files need no look at their lines.
    """

    name: str
    lines: Callable[[str], Iterable[bytes]]
    schema: Mapping[str, bytes] = field(default_factory=dict)
    files: Callable[[str], Path | None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Change:
    """One row's change: added, removed, changed, merged (gone, its claims or users are `into`) or split.

    `before` and `after` hold the whole row where it was added or removed, and the columns that differ where it was
    changed. A split fact that still exists has neither: its row, if it changed, has a line of its own.
    """

    table: str
    key: Key
    change: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    into: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The line of changes.jsonl."""
        return {"table": self.table, "key": list(self.key), "change": self.change, "before": self.before,
                "after": self.after, "into": list(self.into)}


def diff(old: Side, new: Side) -> Iterator[Change]:
    """Every change from `old` to `new`, by table and key."""
    forwards = forward_targets(new)
    moved: dict[str, set[str]] = {}
    found: dict[str, list[Change]] = {}
    for table in TABLES:
        found[table] = [] if _equal_files(old.files(table), new.files(table)) else list(
            _table(table, old.lines(table), new.lines(table)))
    _moves(found["fact_claims"], moved)
    known = _facts_before(old) if moved else frozenset()
    for table, changes in found.items():
        for change in changes:
            yield _named(change, forwards, moved)
        if table == "facts":
            gone = {change.key[0] for change in changes if change.change == "removed"}
            yield from (Change("facts", (fact,), "split", into=tuple(sorted(moved[fact])))
                        for fact in sorted(moved) if fact not in gone and _is_split(fact, moved[fact], known))


def forward_targets(side: Side) -> dict[str, tuple[str, ...]]:
    """Old id -> the records it leads to; none for a withdrawn one."""
    found: dict[str, tuple[str, ...]] = {}
    for line in side.lines("forwards"):
        row = _parse(line, "forwards")
        found[row["id"]] = (*found.get(row["id"], ()), *([row["target"]] if row["target"] else []))
    return found


def _equal_files(one: Path | None, other: Path | None) -> bool:
    if one is None or other is None or one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as left, other.open("rb") as right:
        while (piece := left.read(_PIECE)) == right.read(_PIECE):
            if not piece:
                return True
    return False


def _table(table: str, old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[Change]:
    key = key_of(table)
    ones, others = iter(old), iter(new)
    mine: list[bytes] = []
    theirs: list[bytes] = []
    while True:
        mine += islice(ones, _BLOCK - len(mine))
        theirs += islice(others, _BLOCK - len(theirs))
        if mine == theirs:  # nearly always, and compared in C: the same block on both sides
            if not mine:
                return
            mine, theirs = [], []
            continue
        same = next((n for n, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b),
                    min(len(mine), len(theirs)))
        del mine[:same], theirs[:same]
        one, other = (_parse(lines[0], table) if lines else None for lines in (mine, theirs))
        ka, kb = _key(one, key, table), _key(other, key, table)
        if kb is None or (ka is not None and ka < kb):
            yield Change(table, ka or (), "removed", before=one)
            del mine[0]
        elif ka is None or kb < ka:
            yield Change(table, kb, "added", after=other)
            del theirs[0]
        else:
            yield _changed(table, kb, one or {}, other or {})
            del mine[0], theirs[0]


def _changed(table: str, key: Key, one: dict[str, Any], other: dict[str, Any]) -> Change:
    missing = object()
    names = [name for name in sorted({*one, *other}) if one.get(name, missing) != other.get(name, missing)]
    return Change(table, key, "changed", {name: one[name] for name in names if name in one},
                  {name: other[name] for name in names if name in other})


def _parse(line: bytes, table: str) -> dict[str, Any]:
    row = json_value(line)
    if not isinstance(row, dict):
        raise DataError(f"a line of {table} is no JSON object", fix="standoff verify tells more")
    return row


def _key(row: Any, key: tuple[str, ...], table: str) -> Key | None:
    if row is None:
        return None
    try:
        return tuple(row[name] for name in key)
    except KeyError as error:
        raise DataError(f"a row of {table} has no {error.args[0]!r}, which is part of its key",
                        fix="compare with the tool version that made the older release") from error


def _moves(members: list[Change], moved: dict[str, set[str]]) -> None:
    """Old fact -> the facts that now hold claims that were in it and left it."""
    joined: dict[str, list[str]] = {}
    for change in members:
        if change.change == "added":
            joined.setdefault(change.key[1], []).append(change.key[0])
    for change in members:
        if change.change == "removed":
            moved.setdefault(change.key[0], set()).update(joined.get(change.key[1], ()))


def _facts_before(old: Side) -> frozenset[str]:
    """Ids of the facts of the old side."""
    return frozenset(_parse(line, "facts")["id"] for line in old.lines("facts"))


def _is_split(fact: str, targets: set[str], known: frozenset[str]) -> bool:
    """True when claims of `fact` went apart: into a new fact while it lives on, or into several.

    A claim that moves to a fact that existed before is a corrected membership, not a split.
    """
    return "#" not in fact and any(target not in known for target in targets)


def _named(change: Change, forwards: Mapping[str, tuple[str, ...]], moved: Mapping[str, set[str]]) -> Change:
    """A removal by its right name: merged where a forward or the fact of its claims says into what."""
    if change.change != "removed" or change.table not in IDENTIFIED:
        return change
    id_ = change.key[0]
    targets = tuple(sorted(moved.get(id_, ()))) if change.table == "facts" else ()
    if len(targets) > 1 and "#" not in id_:
        return Change(change.table, change.key, "split", change.before, None, targets)
    into = forwards.get(id_, ()) or targets
    return Change(change.table, change.key, "merged", change.before, None, into) if into else change


def apply(changes: Iterable[Change], old: RowSet) -> dict[str, list[dict[str, Any]]]:
    """The new row set: `apply(diff(old, new), old) == new`, tables that are empty left out."""
    rows = {table: {tuple(row[name] for name in key_of(table)): dict(row) for row in old.get(table, ())}
            for table in TABLES}
    for change in changes:
        table = rows[change.table]
        if change.change == "added":
            table[change.key] = dict(change.after or {})
        elif change.change == "changed":
            kept = {name: value for name, value in table[change.key].items() if name not in (change.before or {})}
            table[change.key] = {**kept, **(change.after or {})}
        elif change.before is not None:
            del table[change.key]
    return {table: [listed[key] for key in sorted(listed)] for table, listed in rows.items() if listed}
