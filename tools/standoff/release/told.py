"""What a release tells beyond its tables must not contradict them: changes.jsonl, and the shares of rights.jsonl.

Neither can be derived from the release alone: what a row was before stands in the last release, and the share counts
stretches (the title's, wording that claims have in common with the source) whose places no table holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..export import Job
from ..rights import revealed_by
from ..rows import TABLES, key_of
from ..rows.tables import DocumentRow, SpanRow

_HERE = {"added": True, "changed": True, "removed": False, "merged": False}
"""Kind of change -> whether a row of that key stands in the tables; a split fact may live on or not."""
_KINDS = frozenset({*_HERE, "split"})
_FULL = (1.0, 1.0)


def told_faults(job: Job) -> Iterator[str]:
    """Every contradiction, as a sentence that names the file."""
    yield from (f"changes.jsonl: {fault}" for fault in _changes(job))
    yield from (f"rights.jsonl: {fault}" for fault in _shares(job))


def _changes(job: Job) -> Iterator[str]:
    if job.changes and not job.since:
        yield "tells of changes in a first release"
    by_table: dict[str, dict[tuple[Any, ...], Mapping[str, Any]]] = {}
    for change in job.changes:
        try:
            table, key, kind = change["table"], tuple(change["key"]), change["change"]
            if kind not in _KINDS or (table not in TABLES and (table, kind) != ("", "removed")):
                yield f"{kind!r} of {key} in {table!r}: no such change or table"
            elif kind in _HERE and table:
                by_table.setdefault(table, {})[key] = change
        except (KeyError, TypeError):
            yield "a line is not as publish writes it"
            return
    for name, told in by_table.items():
        yield from _against(job, name, told)


def _against(job: Job, table: str, told: dict[tuple[Any, ...], Mapping[str, Any]]) -> Iterator[str]:
    """Changes of one table, by key, that its rows contradict."""
    names, found = key_of(table), set()
    for row in job.rows.tables[table]:
        key = tuple(getattr(row, name) for name in names)
        if key in told:
            found.add(key)
            after = told[key].get("after") or {}
            wrong = [name for name, value in after.items() if getattr(row, name, ...) != value]
            yield from (f"{table} {key}: {name} is not what it is said to be after" for name in wrong)
    for key, change in told.items():
        if _HERE[change["change"]] != (key in found):
            yield f"{table} {key}: is said to be {change['change']}, and is {'' if key in found else 'not '}there"


def _shares(job: Job) -> Iterator[str]:
    """Shares that are smaller than what the quotes of `spans` show; they may be larger, by the title and by wording."""
    shown: dict[str, list[SpanRow]] = {}
    for row in job.rows.each(SpanRow):
        if row.quote is not None or row.first_words is not None:
            shown.setdefault(row.document, []).append(row)
    for document in job.rows.each(DocumentRow):
        told = job.rows.revealed[document.id]
        shares = (told.share, told.share_alike)
        if document.text_policy == "full" and document.length and shares != _FULL:
            yield f"{document.id}: its text is shown in full, and the share is said to be {min(shares)}"
        least = revealed_by(((s.start_char, s.end_char, s.quote, s.first_words, s.last_words)
                             for s in shown.get(document.id, ())), document.length)
        if not least <= shares[0] <= shares[1] <= 1:
            yield (f"{document.id}: shares of {shares[0]} and {shares[1]} with wording, and the quotes alone show "
                   f"{least}")
