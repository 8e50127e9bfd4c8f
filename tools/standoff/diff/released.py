"""corpus/released.jsonl: what a shallow clone knows of the last version, and the least step since then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from ..model import Released
from ..rows import Row, Rows, columns, key_of
from ..store import json_bytes
from .changes import IDENTIFIED, Change
from .step import PATCH_COLUMNS, Step, Verdict, leads_on

_PARTS = {"claims": (("claim_entities", "claim"), ("claim_roots", "claim"), ("chain", "claim")),
          "entities": (("entity_affiliations", "entity"),), "citations": (("citation_claims", "citation"),)}
"""Tables whose rows are part of a record: table of the record -> (table, column that names the record)."""
_LAYERS = ("entities_layer", "claims_layer", "attributions_layer", "citations_layer")


def published(rows: Rows, version: str) -> Iterator[dict[str, Any]]:
    """The lines of released.jsonl for a version with these rows, by id.

    `answers` is the digest of what a record says, without boundaries, wording and metadata; `fact` that of a claim;
    `text` the digest of a document's text; `layers` how far it was annotated.
    """
    found = [line for table in IDENTIFIED for line in _table(rows, table, version)]
    return iter(sorted(found, key=lambda line: str(line["id"])))


def _table(rows: Rows, table: str, version: str) -> Iterator[dict[str, Any]]:
    parts: dict[str, list[Any]] = {}
    for name, column in _PARTS.get(table, ()):
        values = attrgetter(column, *_answers(name))
        for row in rows.tables[name]:
            owner, *rest = values(row)
            parts.setdefault(owner, []).append([name, *rest])
    (key,) = key_of(table)
    answers, everything = _answers(table), [c.name for c in columns(table)]
    for row in rows.tables[table]:
        if table == "facts" and getattr(row, "decided_by", None) is None:
            continue  # a claim that stands alone is its own fact and is remembered as a claim
        id_ = getattr(row, key)
        line = {"id": id_, "table": table, "version": version,
                "digest": _digest({name: getattr(row, name) for name in everything}),
                "answers": _digest([[getattr(row, name) for name in answers], parts.get(id_, [])])}
        yield {**line, **_more(table, row)}


def _more(table: str, row: Row) -> dict[str, Any]:
    if table == "documents":
        return {"text": getattr(row, "sha256", ""), "layers": [getattr(row, name) for name in _LAYERS]}
    return {"fact": getattr(row, "fact", "")} if table == "claims" else {}


def _answers(table: str) -> list[str]:
    """The columns that hold answers; `fact` is told apart, since it also says who joined."""
    patch = PATCH_COLUMNS.get(table, set())
    return [c.name for c in columns(table) if c.name not in patch and not (table == "claims" and c.name == "fact")]


def _digest(value: Any) -> str:
    return hashlib.sha256(json_bytes(value)).hexdigest()


def since(released: Iterable[Released], rows: Rows, forwards: Mapping[str, tuple[str, ...]]) -> tuple[
        Verdict, list[Change]]:
    """The least step since the last version, and the ids that changed, from released.jsonl alone."""
    now = {line["id"]: line for line in published(rows, "")}
    verdict, changes = Verdict(), []
    before = {row.id: row for row in released}
    for id_ in sorted({*before, *now}):
        old, new = before.get(id_), now.get(id_)
        if old is None or new is None:
            table = str(new["table"]) if new else (old.table if old and old.table else "")
            changes.append(Change(table, (id_,), "added" if old is None else "removed"))
            verdict.add(*(_gone(id_, forwards) if old else (Step.MINOR, "a record is new")), id_)
        elif old.digest != new["digest"] or old.answers not in (None, new["answers"]):
            changes.append(Change(str(new["table"]), (id_,), "changed"))
            verdict.add(*_changed(old, new), id_)
    for fact in _split(before, now):
        changes.append(Change("facts", (fact,), "split"))
        verdict.add(Step.MAJOR, "a fact was split", fact)
    return verdict, changes


def _gone(id_: str, forwards: Mapping[str, tuple[str, ...]]) -> tuple[Step, str]:
    if leads_on(id_, forwards):
        return Step.MINOR, "an id was merged into another"
    return Step.MAJOR, "an id is gone without forward"


def _changed(old: Released, new: Mapping[str, Any]) -> tuple[Step, str]:
    if old.text is not None and old.text != new.get("text"):
        return Step.MAJOR, "a source text changed"
    if old.answers is None or old.answers != new["answers"] or old.fact != new.get("fact"):
        return Step.MINOR, "answers changed"
    return Step.PATCH, "boundaries, wording or metadata"


def _split(before: Mapping[str, Released], now: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Facts whose claims went apart into a fact that is new, or to stand alone."""
    facts: dict[str, set[str]] = {}
    for id_, old in before.items():
        if old.fact and "#" not in old.fact and id_ in now:
            facts.setdefault(old.fact, set()).add(str(now[id_].get("fact")))
    return sorted(fact for fact, homes in facts.items() if len(homes) > 1 and any(
        home != fact and ("#" in home or home not in before) for home in homes))
