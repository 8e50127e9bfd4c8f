"""Document pages: the text with its layers, and every record of it at its permanent place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..rows import tables as t
from ..rows.tables import SpanRow
from . import links, segments
from .pages import Pages, cut
from .passages import Passages
from .render import counted
from .view import Named, View
from .works import work

LAYERS = (("claims", "Claims"), ("attributions", "Who says it"), ("entities", "Names"), ("citations", "Citations"),
          ("omitted", "Left out"))


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution: who, how, and the words of its parts as far as they may be shown."""

    id: str
    local: str
    who: Named
    act: str
    style: str
    time: str
    within: str
    endorsed: bool | None
    negated: bool
    source: str
    cue: str
    content: str
    start: int
    note: str
    issue: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An entity named in the text."""

    local: str
    name: Named
    mentions: int
    speaks: str
    single: bool


@dataclass(frozen=True, slots=True)
class Cited:
    """One occurrence of a citation mark with what it supports."""

    id: str
    local: str
    mark: str
    work: Named
    locator: str
    claims: list[tuple[str, str]]
    issue: str


def build(pages: Pages) -> None:
    """documents.html."""
    view = pages.view
    rows = sorted(view.documents.values(), key=lambda d: (d.date or "9999", d.id))
    counts = Counter(claim.document for claim in view.claims.values())
    pages.paged("documents.html", "documents.html", "Documents", "documents", "document", cut(rows),
                lambda d: (d, view.title(d.id), view.name(d.publisher), counts[d.id],
                           len(view.citations_of.get(d.id, ()))), total=len(rows))


def ids(view: View) -> list[str]:
    """The documents."""
    return sorted(view.documents)


def page(pages: Pages, name: str) -> None:
    """The page of one document."""
    view, records, document = pages.view, pages.records, pages.view.documents[name]
    said = view.attributions_of.get(name, [])
    passages, claims = records.passages(document.id), view.claims_of.get(document.id, [])
    spans = view.spans.get(document.id, [])
    marks = segments.marks_of(spans, {claim.id: claim.stance for claim in claims})
    pages.page(
        links.document(document.id), "document.html", document.title, "documents", document=document,
        publisher=view.name(document.publisher), voice=view.speaker(document.voice), whole=passages.whole,
        shown=_share(passages), layers=LAYERS,
        paragraphs=segments.paragraphs(passages, view.sentences.get(document.id, []), marks),
        cards=[records.card(claim) for claim in claims], said=_attributions(pages, passages, spans, said),
        mentioned=_mentioned(pages, spans), cited=_cited(pages, document.id, passages),
        works=[work(pages, row) for row in view.works_of.get(document.id, ())],
        summary=_summary(pages, document.id))


def _summary(pages: Pages, document: str) -> str:
    view = pages.view
    claims = view.claims_of.get(document, [])
    speakers = {claim.speaker for claim in claims}
    parts = [counted(len(claims), "claim"), counted(len(speakers), "source") + " speaking"]
    if document in view.citations_of:
        parts.append(counted(len(view.citations_of[document]), "citation"))
    return " · ".join(parts)


def _share(passages: Passages) -> float:
    shown = sum(p.end - p.start for p in passages.pieces(0, passages.length) if p.text is not None)
    return shown / passages.length if passages.length else 0.0


def _attributions(pages: Pages, passages: Passages, spans: list[SpanRow], rows: list[t.AttributionRow]) -> list[Said]:
    words: dict[tuple[str, str], list[str]] = {}
    starts: dict[str, int] = {}
    for span in sorted(spans, key=lambda s: (s.owner, s.role, s.start_char)):
        if span.role in ("source", "cue", "content"):
            shown = passages.text(span.start_char, span.end_char)
            words.setdefault((span.owner, span.role), []).append(
                shown if shown is not None else f"[… {span.end_char - span.start_char:,} characters …]")
            starts[span.owner] = min(starts.get(span.owner, span.start_char), span.start_char)
    return sorted((Said(
        row.id, row.id.partition("#")[2], pages.view.speaker(row.who), row.act, row.style, row.time or "",
        (row.within or "").partition("#")[2], row.endorsed, row.negated, _joined(words, row.id, "source"),
        _joined(words, row.id, "cue"), _joined(words, row.id, "content"), starts.get(row.id, 0), row.note or "",
        links.issue(pages.given.stamp.repository, row.id, f"{row.act}, {row.style}")) for row in rows),
        key=lambda a: (a.start, a.id))


def _joined(words: dict[tuple[str, str], list[str]], owner: str, role: str) -> str:
    return " … ".join(words.get((owner, role), ()))


def _mentioned(pages: Pages, spans: list[SpanRow]) -> list[Mentioned]:
    count: Counter[tuple[str, str | None]] = Counter(
        (span.owner.partition("#")[2], span.entity) for span in spans if span.role == "mentions")
    view = pages.view
    found = [Mentioned(local, view.name(entity), number,
                       links.source(entity) if entity in view.said_by and entity else "", "#" in (entity or ""))
             for (local, entity), number in count.items()]
    listed = {m.local for m in found}
    document = spans[0].document if spans else ""
    for row in view.local_entities.get(document, ()):
        local = row.id.partition("#")[2]
        if local not in listed:
            found.append(Mentioned(local, view.name(row.id), 0,
                                   links.source(row.id) if row.id in view.said_by else "", True))
    return sorted(found, key=lambda m: (-m.mentions, m.name.name.casefold(), m.local))


def _cited(pages: Pages, document: str, passages: Passages) -> list[Cited]:
    view = pages.view
    return [Cited(row.id, row.id.partition("#")[2], passages.text(row.start_char, row.end_char) or "",
                  view.name(row.work), row.locator or "", [(links.record(claim), view.claims[claim].statement)
                                      for claim in view.cited_claims.get(row.id, ())],
                  links.issue(pages.given.stamp.repository, row.id, view.name(row.work).name))
            for row in view.citations_of.get(document, ())]
