"""Before and after: one page of what changed between two versions, for whoever reviews it. One file, no script."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files as package_files
from typing import Any

from markupsafe import Markup

from ..diff import Change, Side
from ..store import json_value
from .render import environment

HEADS = {"documents": "title", "entities": "name", "claims": "statement", "attributions": "act", "citations": "work",
         "works": "title", "facts": "text", "links": "why"}
"""Tables of records -> the column that a reader knows the record by; the other tables belong to one of these."""
_OWNER = {"spans": "owner", "chain": "claim", "claim_entities": "claim", "claim_roots": "claim", "fact_claims": "fact",
          "citation_claims": "citation", "entity_aliases": "entity", "entity_affiliations": "entity"}
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a text: kept (''), added ('ins') or removed ('del')."""

    text: str
    how: str


@dataclass(slots=True)
class Changed:
    """One record that changed, or whose parts did. `fields`: column, what it was, what it is."""

    table: str
    id: str
    change: str = "parts"
    head: list[Words] = field(default_factory=list)
    fields: list[tuple[str, list[Words]]] = field(default_factory=list)
    parts: list[tuple[str, str, str]] = field(default_factory=list)
    """Table, kind of change, and the part in words."""
    into: tuple[str, ...] = ()


def render_changes(old: Side, new: Side, changes: Iterable[Change], step: str, reasons: Mapping[str, list[str]]) -> str:
    """The page. `step` is the least version step, `reasons` says why, with examples."""
    records = collect(old, new, changes)
    style = (package_files("standoff.site") / "static" / "site.css").read_text(encoding="utf-8")
    return environment().get_template("changes.html").render(
        old=old.name, new=new.name, step=step, reasons=reasons, style=Markup(style),  # our own file
        groups=[(table, [r for r in records if r.table == table]) for table in HEADS
                if any(r.table == table for r in records)])


def collect(old: Side, new: Side, changes: Iterable[Change]) -> list[Changed]:
    """Changes by record, in table order; a record of which only parts changed is shown by its new words."""
    found: dict[tuple[str, str], Changed] = {}
    was, now = ({table: _index(side, table) for table in HEADS} for side in (old, new))
    for change in changes:
        table, identifier = _record_of(change, now, was)
        if table is None:
            continue
        record = found.setdefault((table, identifier), Changed(table, identifier))
        if change.table in HEADS:
            _fill(record, change)
        else:
            record.parts.append((change.table, change.change, _part(change)))
    for (table, identifier), record in found.items():
        record.head = words(was[table].get(identifier, ""), now[table].get(identifier, ""))
    order = list(HEADS)
    return sorted(found.values(), key=lambda r: (order.index(r.table), r.id))


def _index(side: Side, table: str) -> dict[str, str]:
    """Id -> the words a reader knows the record by."""
    rows = (json_value(line) for line in side.lines(table))
    return {_key(table, row): str(row.get(HEADS[table]) or "") for row in rows}


def _key(table: str, row: Mapping[str, Any]) -> str:
    return f"{row['a']} {row['rel']} {row['b']}" if table == "links" else str(row["id"])


def _record_of(change: Change, new: Mapping[str, Mapping[str, str]], old: Mapping[str, Mapping[str, str]]
               ) -> tuple[str | None, str]:
    if change.table == "links":
        row = change.after or change.before or {}
        a, b = (str(part) for part in change.key[:2])
        rel = row.get("rel") or next((k.split(" ")[1] for k in {**old["links"], **new["links"]}
                                      if k.startswith(f"{a} ") and k.endswith(f" {b}")), "")
        return "links", f"{a} {rel} {b}"
    if change.table in HEADS:
        return change.table, str(change.key[0])
    if change.table not in _OWNER:
        return None, ""
    owner = str(change.key[0])
    return next((table for table in HEADS for side in (new, old) if owner in side.get(table, ())), None), owner


def _fill(record: Changed, change: Change) -> None:
    record.change, record.into = change.change, change.into
    if change.change != "changed":
        return
    for name in sorted({*(change.before or {}), *(change.after or {})}):
        if name != HEADS[change.table]:
            record.fields.append((name, words(_shown((change.before or {}).get(name)),
                                              _shown((change.after or {}).get(name)))))


def _part(change: Change) -> str:
    row = change.after or change.before or {}
    told = [f"{name} {_shown(value)}" for name, value in sorted(row.items()) if value is not None]
    return f"{'/'.join(map(str, change.key[1:]))}: {', '.join(told)}" if told else "/".join(map(str, change.key[1:]))


def _shown(value: Any) -> str:
    return "–" if value is None else "yes" if value is True else "no" if value is False else str(value)


def words(before: str, after: str) -> list[Words]:
    """Two texts as one, word by word: what stayed, what went, what came."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    found: list[Words] = []
    for how, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Words("".join(old[a:b]), ""))
            continue
        found += [Words(text, mark) for text, mark in (("".join(old[a:b]), "del"), ("".join(new[c:d]), "ins")) if text]
    return found
