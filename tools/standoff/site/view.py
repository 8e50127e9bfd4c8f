"""The rows of a release, joined once for all pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from ..rows import Row, Rows
from ..rows import tables as t
from . import links

R = TypeVar("R", bound=Row)
UNSTATED = "an unstated source"


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name and, where it has one, an address below the site's root."""

    name: str
    url: str = ""
    id: str = ""
    unnamed: bool = False
    kind: str = ""


def grouped(rows: Iterable[R], key: Callable[[R], str]) -> dict[str, list[R]]:
    """Rows by a key, in their order."""
    found: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)


class View:
    """Every table with the indexes that pages need; each is made when first asked for."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._names: dict[str | None, Named] = {}
        self._speakers: dict[str | None, Named] = {}
        self.documents = {row.id: row for row in rows.of(t.DocumentRow)}
        self.entities = {row.id: row for row in rows.of(t.EntityRow)}
        self.claims = {row.id: row for row in rows.of(t.ClaimRow)}
        self.attributions = {row.id: row for row in rows.of(t.AttributionRow)}
        self.works = {row.id: row for row in rows.of(t.WorkRow)}
        self.facts = {row.id: row for row in rows.of(t.FactRow)}
        self.links = rows.of(t.LinkRow)
        self.contests = rows.of(t.ContestRow)

    @cached_property
    def decided(self) -> list[t.FactRow]:
        """Facts that several claims state, contested first, then by how many documents and roots speak about them."""
        rows = [fact for fact in self.facts.values() if "#" not in fact.id]
        return sorted(rows, key=lambda f: (not f.contested, -f.documents, -(f.support + f.against), -f.claims, f.id))

    @cached_property
    def contested(self) -> list[t.FactRow]:
        """Every contested fact, those of a single claim too (a link contests them)."""
        rows = [fact for fact in self.facts.values() if fact.contested]
        return sorted(rows, key=lambda f: (-f.documents, -(f.support + f.against), -f.claims, f.id))

    @cached_property
    def claims_of(self) -> dict[str, list[t.ClaimRow]]:
        """Document -> its claims, by place in the text."""
        found = grouped(self.claims.values(), lambda row: row.document)
        return {key: sorted(rows, key=lambda c: (c.start_char, c.end_char, c.id)) for key, rows in found.items()}

    @cached_property
    def members(self) -> dict[str, list[t.ClaimRow]]:
        """Fact -> its claims, by date of the document."""
        found = grouped(self.rows.of(t.FactClaimRow), lambda row: row.fact)
        return {fact: sorted((self.claims[row.claim] for row in rows),
                             key=lambda c: (c.document_date or "9999", c.document, c.start_char))
                for fact, rows in found.items()}

    @cached_property
    def chain(self) -> dict[str, list[t.ChainRow]]:
        """Claim -> its levels, the voice first."""
        return grouped(self.rows.of(t.ChainRow), lambda row: row.claim)

    @cached_property
    def about(self) -> dict[str, list[str]]:
        """Claim -> the entities it is about."""
        return {claim: [row.entity for row in rows]
                for claim, rows in grouped(self.rows.of(t.ClaimEntityRow), lambda row: row.claim).items()}

    @cached_property
    def claims_about(self) -> dict[str, list[str]]:
        """Entity -> the claims about it."""
        return {entity: [row.claim for row in rows]
                for entity, rows in grouped(self.rows.of(t.ClaimEntityRow), lambda row: row.entity).items()}

    @cached_property
    def roots(self) -> dict[str, list[str]]:
        """Claim -> who answers for it."""
        return {claim: [row.root for row in rows]
                for claim, rows in grouped(self.rows.of(t.ClaimRootRow), lambda row: row.claim).items()}

    @cached_property
    def spans(self) -> dict[str, list[t.SpanRow]]:
        """Document -> its spans."""
        return grouped(self.rows.of(t.SpanRow), lambda row: row.document)

    @cached_property
    def evidence(self) -> dict[str, list[tuple[int, int]]]:
        """Record -> the stretches of text that are its evidence (claims) or its content (attributions)."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for span in self.rows.of(t.SpanRow):
            if span.role in ("spans", "content"):
                found[span.owner].append((span.start_char, span.end_char))
        return dict(found)

    @cached_property
    def sentences(self) -> dict[str, list[t.SentenceRow]]:
        """Document -> its sentences."""
        return grouped(self.rows.of(t.SentenceRow), lambda row: row.document)

    @cached_property
    def attributions_of(self) -> dict[str, list[t.AttributionRow]]:
        """Document -> its attributions."""
        return grouped(self.attributions.values(), lambda row: row.document)

    @cached_property
    def contests_of(self) -> dict[str, list[t.ContestRow]]:
        """Fact -> the pairs of claims that stand against each other in it, or between it and another fact."""
        found: dict[str, list[t.ContestRow]] = defaultdict(list)
        for row in self.contests:
            for fact in sorted({row.fact_for, row.fact_against}):
                found[fact].append(row)
        return dict(found)

    @cached_property
    def works_of(self) -> dict[str, list[t.WorkRow]]:
        """Document -> the works its reference list names."""
        return grouped(self.works.values(), lambda row: row.document)

    @cached_property
    def local_entities(self) -> dict[str, list[t.EntityRow]]:
        """Document -> the entities that only it names."""
        return grouped(self.entities.values(), lambda row: row.document or "")

    @cached_property
    def citations_of(self) -> dict[str, list[t.CitationRow]]:
        """Document -> its citations, by place."""
        found = grouped(self.rows.of(t.CitationRow), lambda row: row.document)
        return {key: sorted(rows, key=lambda c: (c.start_char, c.id)) for key, rows in found.items()}

    @cached_property
    def citations_of_work(self) -> dict[str, list[t.CitationRow]]:
        """Work -> the citations of it."""
        return grouped(self.rows.of(t.CitationRow), lambda row: row.work)

    @cached_property
    def citing(self) -> dict[str, list[t.CitationRow]]:
        """Claim -> the citations that support it."""
        by_id = {row.id: row for row in self.rows.of(t.CitationRow)}
        return {claim: [by_id[row.citation] for row in rows]
                for claim, rows in grouped(self.rows.of(t.CitationClaimRow), lambda row: row.claim).items()}

    @cached_property
    def cited_claims(self) -> dict[str, list[str]]:
        """Citation -> its claims."""
        return {key: [row.claim for row in rows]
                for key, rows in grouped(self.rows.of(t.CitationClaimRow), lambda row: row.citation).items()}

    @cached_property
    def aliases(self) -> dict[str, list[str]]:
        """Entity -> further names."""
        return {key: [row.alias for row in rows]
                for key, rows in grouped(self.rows.of(t.EntityAliasRow), lambda row: row.entity).items()}

    @cached_property
    def affiliations(self) -> dict[str, list[str]]:
        """Entity -> what it belongs to."""
        return {key: [row.affiliation for row in rows]
                for key, rows in grouped(self.rows.of(t.EntityAffiliationRow), lambda row: row.entity).items()}

    @cached_property
    def members_of_entity(self) -> dict[str, list[str]]:
        """Entity -> who belongs to it."""
        return {key: [row.entity for row in rows]
                for key, rows in grouped(self.rows.of(t.EntityAffiliationRow), lambda row: row.affiliation).items()}

    @cached_property
    def said_by(self) -> dict[str, list[t.ClaimRow]]:
        """Source -> every claim in whose chain it stands, by document and place."""
        found: dict[str, dict[str, t.ClaimRow]] = defaultdict(dict)
        for levels in self.chain.values():
            for level in levels:
                if level.who is not None:
                    found[level.who][level.claim] = self.claims[level.claim]
        return {who: sorted(rows.values(), key=lambda c: (c.document, c.start_char, c.id))
                for who, rows in found.items()}

    @cached_property
    def mentions(self) -> Counter[tuple[str, str]]:
        """(entity, document) -> number of mentions."""
        return Counter((span.entity, span.document) for span in self.rows.of(t.SpanRow)
                       if span.role == "mentions" and span.entity)

    @cached_property
    def mention_documents(self) -> dict[str, list[tuple[str, int]]]:
        """Entity -> (document, number of mentions)."""
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for (entity, document), number in sorted(self.mentions.items()):
            found[entity].append((document, number))
        return dict(found)

    @cached_property
    def links_of(self) -> dict[str, list[t.LinkRow]]:
        """Fact -> the decided relations it stands in."""
        found: dict[str, list[t.LinkRow]] = defaultdict(list)
        for link in self.links:
            for end in sorted({link.a, link.b}):
                found[end].append(link)
        return dict(found)

    def name(self, reference: str | None) -> Named:
        """As `_named`, made once."""
        if reference not in self._names:
            self._names[reference] = self._named(reference)
        return self._names[reference]

    def _named(self, reference: str | None) -> Named:
        """An entity, cited work or document by global reference, with the address of its own page."""
        if reference is None:
            return Named(UNSTATED, unnamed=True)
        if reference in self.entities:
            row = self.entities[reference]
            return Named(row.name, links.entity(row.id), row.id, row.anonymous, row.type)
        if reference in self.works:
            work = self.works[reference]
            title = ": ".join(filter(None, (work.container, work.title))) or reference
            return Named(title, links.record(reference), reference, kind="work")
        if reference in self.documents:
            return self.title(reference)
        return Named(reference)

    def speaker(self, reference: str | None) -> Named:
        """As `name`, with the address of the page of everything it says, where it says anything."""
        if reference not in self._speakers:
            named = self.name(reference)
            self._speakers[reference] = named if reference is None or reference not in self.said_by else Named(
                named.name, links.source(reference), named.id, named.unnamed, named.kind)
        return self._speakers[reference]

    def title(self, document: str) -> Named:
        """A document by id."""
        return self._titles[document]

    @cached_property
    def _titles(self) -> dict[str, Named]:
        return {row.id: Named(row.title, links.document(row.id), row.id, kind="document")
                for row in self.documents.values()}
