"""From documents and decisions to rows, document by document; facts last, since they need all claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from typing import TypeVar

from .. import derive
from ..corpus import Corpus, Document, SpanAt
from ..dates import bounds
from ..model import Claim, File, Record, Shape, Work
from ..rights import Revealed, Shown, reveal
from ..store import json_bytes, json_lines
from . import tables as t
from .facts import Member, Members, decided_facts, fact_rows

R = TypeVar("R", bound=t.Row)


@dataclass(slots=True)
class Rows:
    """All rows of a release, and what it reveals of each text."""

    tables: dict[str, list[t.Row]] = field(default_factory=lambda: {name: [] for name in t.TABLES})
    revealed: dict[str, Revealed] = field(default_factory=dict)

    def of(self, kind: type[R]) -> list[R]:
        """The rows of one table, by row type."""
        return list(self.each(kind))

    def each(self, kind: type[R]) -> Iterator[R]:
        """As `of`, one row at a time."""
        return (row for row in self.tables[_NAMES[kind]] if isinstance(row, kind))

    def add(self, *rows: t.Row) -> None:
        for row in rows:
            self.tables[_NAMES[type(row)]].append(row)


_NAMES = {row: name for name, row in t.TABLES.items()}


def build_rows(corpus: Corpus, progress: Callable[[str], None] = lambda _: None) -> Rows:
    """The rows of the whole corpus, each table sorted by its key."""
    rows, fact_of = Rows(), decided_facts(corpus)
    roots = derive.Roots(corpus, fact_of)
    shared = _shared_evidence(corpus)
    members: Members = {}
    _registry(corpus, rows)
    for document in corpus.documents:
        progress(document.id)
        if document.presentable is None or document.text is None:
            continue
        revealed = reveal(document, frozenset(shared.get(document.id, ())), corpus.config.max_quoted)
        rows.revealed[document.id] = revealed
        _OneDocument(corpus, document, document.presentable, revealed, rows).build(roots, fact_of, members)
    rows.add(*fact_rows(corpus, members))
    rows.add(*_forwards(corpus))
    for name, table in rows.tables.items():
        key = t.key_of(name)
        table.sort(key=lambda row: tuple(getattr(row, column) for column in key))  # used at once
    return rows


def _shared_evidence(corpus: Corpus) -> dict[str, set[str]]:
    """Document id -> local ids of its claims in facts that several documents state."""
    result: dict[str, set[str]] = {}
    for fact in corpus.facts.values():
        parts = [claim.partition("#") for claim in fact.claims]
        if len({document for document, _, _ in parts}) > 1:
            for document, _, local in parts:
                result.setdefault(document, set()).add(local)
    return result


def _forwards(corpus: Corpus) -> Iterator[t.ForwardRow]:
    """Old ids with the records that name them in `was`; then the withdrawn ones."""
    targets: dict[str, list[str]] = {}
    for owner, old in sorted(set(_was(corpus))):
        targets.setdefault(old, []).append(owner)
    for old, owners in targets.items():
        yield from (t.ForwardRow(old, n, owner, None, None) for n, owner in enumerate(owners, 1))
    yield from (t.ForwardRow(gone.id, 1, None, gone.why, gone.date) for gone in corpus.retired.values()
                if gone.id not in targets)


def _was(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """(global id of a record, an id merged into it, global too)."""
    yield from ((entity.id, old) for entity in corpus.registry.values() for old in entity.was or ())
    yield from ((fact.id, old) for fact in corpus.facts.values() for old in fact.was or ())
    for document in corpus.documents:
        if document.presentable is None:
            continue
        yield from ((document.id, old) for old in document.presentable.was or ())
        names = derive.Names(corpus, document)
        for place in document.records():
            record = place.record
            if not isinstance(record, Record) or place.path == ():
                continue
            local = str(getattr(record, "id", ""))
            here = names.reference(local) if local.startswith("e-") else f"{document.id}#{local}"
            yield from ((here or local, old if "#" in old else f"{document.id}#{old}") for old in record.was or ())


def _registry(corpus: Corpus, rows: Rows) -> None:
    some = next(iter(corpus.documents), None)
    if some is None:
        return
    names = derive.Names(corpus, some)
    for entity in corpus.registry.values():
        rows.add(t.EntityRow(entity.id, None, entity.type, entity.name, False, names.registry_side(entity.id),
                             entity.wikidata, entity.note))
        rows.add(*(t.EntityAliasRow(entity.id, alias) for alias in sorted(set(entity.aliases) - {entity.name})))
        rows.add(*(t.EntityAffiliationRow(entity.id, n, to) for n, to in enumerate(entity.affiliation or (), 1)))


class _OneDocument:
    def __init__(self, corpus: Corpus, document: Document, file: File, revealed: Revealed, rows: Rows) -> None:
        self.corpus, self.document, self.file, self.revealed, self.rows = corpus, document, file, revealed, rows
        self.names = derive.Names(corpus, document)

    def build(self, roots: derive.Roots, fact_of: dict[str, str], members: Members) -> None:
        self.rows.add(self._document_row())
        text = self.document.text
        sentences = text.sentences if text else []
        self.rows.add(*(t.SentenceRow(self.document.id, n, s.start, s.end) for n, s in enumerate(sentences, 1)))
        self._entities()
        for claim in self.file.claims:
            self._claim(claim, roots, fact_of, members)
        self._attributions()
        self._citations()
        self.rows.add(*self._spans())

    def id(self, local: str) -> str:
        return f"{self.document.id}#{local}"

    def shown(self, start: int, end: int) -> Shown:
        return self.revealed.spans.get((start, end), Shown())

    def _document_row(self) -> t.DocumentRow:
        file, meta, who = self.file, self.file.meta, self.file.annotated
        return t.DocumentRow(
            self.document.id, meta.title, self.names.reference(meta.publisher), self.names.reference(meta.voice),
            meta.date, meta.lang, meta.genre, meta.url, meta.rights.license, meta.rights.text, file.layers.entities,
            file.layers.claims, file.layers.attributions, file.layers.citations, "; ".join(a.by for a in who),
            "; ".join(a.method for a in who), "; ".join(a.guidelines for a in who), file.seed.sha256,
            file.seed.length)

    def _entities(self) -> None:
        for entity in self.file.entities:
            if entity.ref:
                continue
            here = self.id(entity.id)
            self.rows.add(t.EntityRow(here, self.document.id, entity.type or "topic", entity.name or entity.id,
                                      bool(entity.anonymous), self.names.side(entity.id) or here, None, entity.note))
            self.rows.add(*(t.EntityAffiliationRow(here, n, self.names.reference(to) or to)
                            for n, to in enumerate(entity.affiliation or (), 1)))

    def _claim(self, claim: Claim, roots: derive.Roots, fact_of: dict[str, str], members: Members) -> None:
        here, meta = self.id(claim.id), self.file.meta
        levels, found = derive.chain(self.document, claim), roots.of(self.document, claim)
        inner, fact = levels[-1], fact_of.get(self.id(claim.id), self.id(claim.id))
        said = (inner.attribution.time if inner.attribution else None) or meta.date
        first, last = bounds(claim.time) if claim.time else (None, None)
        quotes = [self.shown(span.start, span.end).quote for span in claim.spans]
        text = self.document.text
        self.rows.add(t.ClaimRow(
            here, self.document.id, self.names.reference(meta.publisher), meta.date,
            derive.statement(self.names, claim), claim.text, claim.kind, claim.stance, derive.FACTBANK[claim.stance],
            claim.time, first, last, self.names.reference(inner.who), self.names.side(inner.who),
            self.names.reference(meta.voice), len(levels) - 1, derive.chain_text(self.names, claim), found[0].id,
            self.id(claim.attribution) if claim.attribution else None, said, fact,
            text.sentence_at(claim.spans[0].start) + 1 if text else 0, claim.spans[0].start, claim.spans[-1].end,
            None if None in quotes else " … ".join(quote for quote in quotes if quote), claim.note))
        self.rows.add(*(t.ClaimEntityRow(here, n, self.names.reference(to) or to)
                        for n, to in enumerate(dict.fromkeys(claim.about), 1)))
        self.rows.add(*(t.ClaimRootRow(here, root.id, root.side) for root in found))
        self.rows.add(*(self._level(here, level) for level in levels))
        members.setdefault(fact, []).append(Member(
            here, claim, levels, [self.names.reference(level.who) for level in levels], found, said,
            not self.names.is_named(inner.who)))

    def _level(self, claim: str, level: derive.Level) -> t.ChainRow:
        said = level.attribution
        cue = " … ".join(filter(None, (self.shown(s.start, s.end).quote for s in said.cue))) if said else None
        return t.ChainRow(claim, level.level, self.names.reference(level.who), self.id(said.id) if said else None,
                          said.act if said else None, said.style if said else None, level.commitment, cue or None,
                          said.time if said else None)

    def _attributions(self) -> None:
        for a in self.file.attributions:
            self.rows.add(t.AttributionRow(self.id(a.id), self.document.id, self.names.reference(a.who), a.act, a.style,
                                           self.id(a.within) if a.within else None, a.time, bool(a.negated),
                                           a.endorsed, a.note))

    def _citations(self) -> None:
        for c in self.file.citations:
            self.rows.add(t.CitationRow(self.id(c.id), self.document.id, self.id(c.work), c.locator, c.marker.start,
                                        c.marker.end))
            self.rows.add(*(t.CitationClaimRow(self.id(c.id), self.id(claim)) for claim in sorted(set(c.claims))))
        self.rows.add(*(self._work(work) for work in self.file.works))

    def _work(self, work: Work) -> t.WorkRow:
        csl = work.csl
        return t.WorkRow(self.id(work.id), self.document.id, work.ref, str(csl.get("type", "document")),
                         _text(csl.get("title")), _text(csl.get("container-title")), _text(csl.get("issued")),
                         json_bytes(csl).decode().rstrip("\n"))

    def _spans(self) -> Iterator[t.SpanRow]:
        counts: dict[tuple[str, str], int] = {}
        for at in self.document.spans():
            owner = self._owner(at)
            counts[owner, at.role] = n = counts.get((owner, at.role), 0) + 1
            shown = self.shown(at.span.start, at.span.end)
            local = getattr(at.owner, "id", None) if at.role == "mentions" else None
            yield t.SpanRow(owner, at.role, n, self.document.id, at.span.start, at.span.end, shown.quote,
                            shown.first_words, shown.last_words, getattr(at.span, "form", None),
                            getattr(at.span, "why", None), self.names.reference(local))

    def _owner(self, at: SpanAt) -> str:
        owner: Shape = at.owner
        return self.document.id if at.role == "omit" else self.id(str(getattr(owner, "id", "")))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def sequences(table: str, rows: Iterable[t.Row]) -> Iterator[tuple[object, ...]]:
    """The rows as plain tuples, in column order, one at a time."""
    return map(attrgetter(*(c.name for c in t.columns(table))), rows)


def lines(table: str, rows: Iterable[t.Row]) -> Iterator[bytes]:
    """The rows in the canonical form: one JSON object a line, keys sorted."""
    names = sorted(c.name for c in t.columns(table))
    # Maps instead of a loop: a million rows go through here, and nothing but C code runs for each.
    return json_lines(map(dict, map(partial(zip, names), map(attrgetter(*names), rows))))
