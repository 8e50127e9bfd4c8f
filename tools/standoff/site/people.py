"""Entities (what is said about them) and sources (what they say, directly or relayed, and by whom)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ..rows import tables as t
from . import links
from .pages import Pages, cut
from .view import Named, View

K = TypeVar("K", str, str | None)


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
    """Heads claims that reach the reader the same way: through nobody, through whom, or passed on from others."""

    through: list[Named]
    claims: int
    passed_on: bool = False


def build_entities(pages: Pages) -> None:
    """entities.html."""
    view = pages.view
    lines = [_line(view, row) for row in view.entities.values()]
    lines.sort(key=lambda e: (-(e.about + e.mentions), e.name.name.casefold(), e.id))
    pages.paged("entities.html", "entities.html", "People, places and things", "entities", "entity", cut(lines),
                lambda e: e, total=len(lines))


def build_sources(pages: Pages) -> None:
    """sources.html."""
    view = pages.view
    lines = [(_line(view, view.entities[who]), _own(view, who)) for who in view.said_by]
    lines.sort(key=lambda pair: (-pair[0].says, pair[0].name.name.casefold(), pair[0].id))
    implicit = sum(claim.speaker is None for claim in view.claims.values())
    pages.paged("sources.html", "sources.html", "Who speaks", "sources", "source", cut(lines), lambda pair: pair,
                total=len(lines), implicit=implicit)


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


def entity_ids(view: View) -> list[str]:
    """The entities that have a page: those of the registry."""
    return [row.id for row in view.entities.values() if row.document is None]


def entity(pages: Pages, name: str) -> None:
    """The page of one entity: what is said about it, and by whom."""
    view, row = pages.view, pages.view.entities[name]
    claims = [view.claims[claim] for claim in view.claims_about.get(row.id, ())]
    speakers = Counter(claim.speaker for claim in claims)
    pages.paged(
        links.entity(row.id), "entity.html", row.name, "entities", "claim", cut(claims), pages.records.brief,
        tag="ul", entity=row, total=len(claims), line=_line(view, row),
        aliases=view.aliases.get(row.id, []), wikidata=links.wikidata(row.wikidata),
        affiliations=[view.name(to) for to in view.affiliations.get(row.id, ())],
        members=[view.name(of) for of in view.members_of_entity.get(row.id, ())],
        mentions=_top(Counter(dict(view.mention_documents.get(row.id, ()))), view.title),
        speakers=_top(speakers, view.speaker), stances=_stances(claims),
        issue=links.issue(pages.given.stamp.repository, row.id, row.name))


def source_ids(view: View) -> list[str]:
    """The sources that say or pass on anything."""
    return sorted(view.said_by)


def source(pages: Pages, name: str) -> None:
    """The page of one source: what it says, by the way it reaches the reader, and what it passes on from others."""
    view, row = pages.view, pages.view.entities[name]
    own = [claim for claim in view.said_by[name] if claim.speaker == name]
    relayed = [claim for claim in view.said_by[name] if claim.speaker != name]
    parts = _parts(_groups(view, own, relayed))
    names = [links.source(name), *(links.source(name, n) for n in range(2, len(parts) + 1))]
    carried: Counter[str | None] = Counter(claim.speaker for claim in relayed)
    pages.paged(
        links.source(name), "source.html", row.name, "sources", "said", parts,
        lambda item: item if isinstance(item, Group) else pages.records.brief(item), tag="ul", entity=row,
        line=_line(view, row), own=len(own), relayed=len(relayed), stances=_stances(own), entity_url=links.entity(name),
        passes_on=next((at for at, part in zip(names, parts, strict=True) if any(
            isinstance(item, Group) and item.passed_on for item in part)), ""),
        carried=_top(carried, view.speaker), documents=_top(Counter(c.document for c in own), view.title))


def _groups(view: View, own: list[t.ClaimRow], relayed: list[t.ClaimRow]) -> list[tuple[Group, list[t.ClaimRow]]]:
    ways: dict[tuple[str | None, ...], list[t.ClaimRow]] = {}
    for claim in own:
        ways.setdefault(tuple(level.who for level in view.chain[claim.id][:-1]), []).append(claim)
    ordered = sorted(ways.items(), key=lambda way: (len(way[0]), -len(way[1]), [who or "" for who in way[0]]))
    found = [(Group([view.speaker(who) for who in way], len(claims)), claims) for way, claims in ordered]
    return [*found, (Group([], len(relayed), passed_on=True), relayed)] if relayed else found


def _parts(groups: list[tuple[Group, list[t.ClaimRow]]]) -> list[list[Group | t.ClaimRow]]:
    """The claims in parts of one page each, with the head of a group above its claims on every page."""
    flat = [(group, claim) for group, claims in groups for claim in claims]
    parts = []
    for part in cut(flat):
        found: list[Group | t.ClaimRow] = []
        for n, (group, claim) in enumerate(part):
            found += [claim] if n and part[n - 1][0] is group else [group, claim]
        parts.append(found)
    return parts


def _stances(claims: list[t.ClaimRow]) -> list[tuple[str, int]]:
    count = Counter(claim.stance for claim in claims)
    return [(stance, count[stance]) for stance in ("asserted", "likely", "possible", "unlikely", "denied", "open")
            if count[stance]]


def _top(count: Counter[K], named: Callable[[K], Named]) -> list[tuple[Named, int]]:
    """Names with their numbers, the highest first."""
    return [(named(key), n) for key, n in sorted(count.items(), key=lambda pair: (-pair[1], pair[0] or ""))]
