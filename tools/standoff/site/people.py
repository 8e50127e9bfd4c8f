"""Entities (what is said about them) and sources (what they say, directly or relayed, and by whom)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..rows import tables as t
from . import links
from .pages import PER_PAGE, Pages
from .records import Brief
from .view import Named, View


@dataclass(frozen=True, slots=True)
class Line:
    """An entity or source in a list."""

    id: str
    name: Named
    type: str
    side: Named | None
    mentions: int
    documents: int
    about: int
    says: int
    source_url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that reach the reader the same way: '' for the source's own voice, else through whom."""

    through: list[Named]
    claims: list[Brief]


def build_entities(pages: Pages) -> None:
    """entities.html and one page for each registry entity."""
    view = pages.view
    lines = [_line(view, row) for row in view.entities.values()]
    lines.sort(key=lambda e: (-(e.about + e.mentions), e.name.name.casefold(), e.id))
    pages.paged("entities.html", "entities.html", "People, places and things", "entities", lines, lambda e: e)
    for row in view.entities.values():
        if row.document is None:
            _entity(pages, row)


def build_sources(pages: Pages) -> None:
    """sources.html and one page for each source that says anything."""
    view = pages.view
    lines = [(_line(view, view.entities[who]), _own(view, who)) for who in view.said_by]
    lines.sort(key=lambda pair: (-pair[0].says, pair[0].name.name.casefold(), pair[0].id))
    implicit = sum(claim.speaker is None for claim in view.claims.values())
    pages.paged("sources.html", "sources.html", "Who speaks", "sources", lines, lambda pair: pair, implicit=implicit)
    for who in sorted(view.said_by):
        _source(pages, view.entities[who])


def _line(view: View, row: t.EntityRow) -> Line:
    mentions = view.mention_documents.get(row.id, [])
    says = view.said_by.get(row.id, [])
    documents = {document for document, _ in mentions} | {claim.document for claim in says}
    return Line(row.id, view.name(row.id), row.type, view.name(row.side) if row.side != row.id else None,
                sum(number for _, number in mentions), len(documents), len(view.claims_about.get(row.id, ())),
                len(says), links.source(row.id) if says else "")


def _own(view: View, who: str) -> int:
    """Claims of which this source is the innermost one: what it says, not what it passes on."""
    return sum(claim.speaker == who for claim in view.said_by[who])


def _entity(pages: Pages, row: t.EntityRow) -> None:
    view = pages.view
    claims = [view.claims[claim] for claim in view.claims_about.get(row.id, ())]
    speakers = Counter(claim.speaker for claim in claims)
    pages.paged(
        links.entity(row.id), "entity.html", row.name, "entities", claims, pages.records.brief, entity=row,
        line=_line(view, row), aliases=view.aliases.get(row.id, []), wikidata=links.wikidata(row.wikidata),
        affiliations=[view.name(to) for to in view.affiliations.get(row.id, ())],
        members=[view.name(of) for of in view.members_of_entity.get(row.id, ())],
        mentions=[(view.title(document), number) for document, number in view.mention_documents.get(row.id, ())],
        speakers=[(view.speaker(who), number) for who, number in _top(speakers)], stances=_stances(claims),
        issue=links.issue(pages.given.stamp.repository, row.id, row.name))


def _source(pages: Pages, row: t.EntityRow) -> None:
    view = pages.view
    claims = view.said_by[row.id]
    own = [claim for claim in claims if claim.speaker == row.id]
    relayed = [claim for claim in claims if claim.speaker != row.id]
    ways: dict[tuple[str | None, ...], list[t.ClaimRow]] = {}
    for claim in own:
        ways.setdefault(tuple(level.who for level in view.chain[claim.id][:-1]), []).append(claim)
    groups = sorted(ways.items(), key=lambda way: (len(way[0]), -len(way[1]), [who or "" for who in way[0]]))
    first, more = _cut(groups)
    carried: Counter[str | None] = Counter(claim.speaker for claim in relayed)
    pages.page(
        links.source(row.id), "source.html", row.name, "sources", entity=row, line=_line(view, row),
        groups=[Group([view.speaker(who) for who in way], [pages.records.brief(c) for c in listed])
                for way, listed in first],
        more=more, own=len(own), carried=[(view.speaker(who), number) for who, number in _top(carried)],
        relayed=[pages.records.brief(claim) for claim in relayed[:PER_PAGE]], relayed_total=len(relayed),
        stances=_stances(own), entity_url=links.entity(row.id),
        documents=[(view.title(d), n) for d, n in sorted(Counter(c.document for c in own).items())])


def _cut(groups: list[tuple[tuple[str | None, ...], list[t.ClaimRow]]]
         ) -> tuple[list[tuple[tuple[str | None, ...], list[t.ClaimRow]]], int]:
    """The first claims of a source that says very much, and how many are left to its documents' pages."""
    left, found = 2 * PER_PAGE, []
    for way, claims in groups:
        if left > 0:
            found.append((way, claims[:left]))
            left -= len(claims)
    return found, max(0, -left) + sum(len(claims) for _, claims in groups[len(found):])


def _stances(claims: list[t.ClaimRow]) -> list[tuple[str, int]]:
    count = Counter(claim.stance for claim in claims)
    return [(stance, count[stance]) for stance in ("asserted", "likely", "possible", "unlikely", "denied", "open")
            if count[stance]]


def _top(count: Counter[str | None]) -> list[tuple[str | None, int]]:
    return sorted(count.items(), key=lambda pair: (-pair[1], pair[0] or ""))[:40]
