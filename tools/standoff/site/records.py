"""Records as readers see them: what a template needs to show a claim with everything that belongs to it."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from itertools import pairwise

from ..rows import tables as t
from . import links
from .passages import Passages, TextOf
from .view import Named, View

HOW = {"contradicts": "contradicts", "entails": "entails", "distinct": "is not the same as"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a quotation: `text`, or a gap of `gap` code points; `marked` where it is the evidence itself."""

    text: str
    gap: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Level:
    """One link of a chain. `act`, `style` are empty for the voice."""

    who: Named
    act: str
    style: str
    commitment: str
    cue: str
    time: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A claim in a list."""

    id: str
    url: str
    statement: str
    kind: str
    stance: str
    time: str
    document: Named
    contested: bool
    by: str
    """The innermost source; '-' where the text leaves it unstated."""


@dataclass(frozen=True, slots=True)
class FactBrief:
    """A fact in a list or on a claim's card."""

    id: str
    url: str
    text: str
    kind: str
    claims: int
    documents: int
    support: int
    against: int
    unnamed: int
    sides: int
    contested: bool
    reviewed: bool | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class Card:
    """A claim in full. `fact` is None where nothing else states it; `runs` is its sentence with the evidence marked."""

    id: str
    local: str
    url: str
    statement: str
    kind: str
    stance: str
    time: str
    n: int
    document: Named
    dated: str
    chain: list[Level]
    roots: list[Named]
    about: list[Named]
    fact: FactBrief | None
    relations: list[Relation]
    works: list[tuple[Named, str]]
    runs: list[Run]
    note: str
    issue: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A decided relation seen from one side: the words for it, the other fact, and why."""

    words: str
    rel: str
    other: FactBrief
    why: str
    decided_by: str
    reviewed: bool


class Records:
    """Makes cards and lines for lists from the view."""

    def __init__(self, view: View, text_of: TextOf, repository: str) -> None:
        self.view, self.text_of, self.repository = view, text_of, repository
        self._briefs: dict[str, Brief] = {}
        self._kept: tuple[str, Passages] | None = None

    def passages(self, document: str) -> Passages:
        """What may be shown of a document; the last one asked for is kept."""
        if self._kept is None or self._kept[0] != document:
            self._kept = (document, self.text_of(document))
        return self._kept[1]

    def brief(self, claim: t.ClaimRow) -> Brief:
        """A claim in one line; made once, it stands on several pages."""
        if claim.id not in self._briefs:
            self._briefs[claim.id] = Brief(
                claim.id, links.record(claim.id), claim.statement, claim.kind, claim.stance, claim.time or "",
                self.view.title(claim.document), self.view.facts[claim.fact].contested,
                claim.speaker or "-")
        return self._briefs[claim.id]

    def fact(self, fact: t.FactRow) -> FactBrief:
        """A fact in one line."""
        return FactBrief(fact.id, links.fact(fact.id), fact.text, fact.kind, fact.claims, fact.documents, fact.support,
                         fact.against, fact.unnamed, fact.support_sides, fact.contested, fact.reviewed,
                         fact.decided_by or "")

    def card(self, claim: t.ClaimRow) -> Card:
        """A claim with chain, roots, subjects, fact, citations and its sentence."""
        view, fact = self.view, self.view.facts[claim.fact]
        return Card(
            claim.id, claim.id.partition("#")[2], links.record(claim.id), claim.statement, claim.kind, claim.stance,
            claim.time or "", claim.sentence, view.title(claim.document), claim.document_date or "",
            [self._level(level) for level in view.chain.get(claim.id, ())],
            [view.speaker(root) for root in view.roots.get(claim.id, ())],
            [view.name(entity) for entity in view.about.get(claim.id, ())],
            self.fact(fact) if "#" not in fact.id else None, self.relations(fact.id),
            [(view.name(c.work), c.locator or "") for c in view.citing.get(claim.id, ())],
            self.runs(claim), claim.note or "", links.issue(self.repository, claim.id, claim.statement))

    def _level(self, row: t.ChainRow) -> Level:
        return Level(self.view.speaker(row.who), row.act or "", row.style or "", row.commitment, row.cue or "",
                     row.time or "")

    def relations(self, fact: str) -> list[Relation]:
        """The decided relations of a fact, in words: 'contradicts', 'entails', 'is entailed by' …"""
        found = []
        for link in self.view.links_of.get(fact, ()):
            other = link.b if link.a == fact else link.a
            words = "is entailed by" if link.rel == "entails" and link.b == fact else HOW[link.rel]
            found.append(Relation(words, link.rel, self.fact(self.view.facts[other]), link.why, link.decided_by,
                                  link.reviewed))
        return sorted(found, key=lambda r: (list(HOW).index(r.rel), r.other.id))

    def _sentences(self, claim: t.ClaimRow) -> tuple[int, int]:
        """First and last code point of the sentences that the evidence touches."""
        rows = self.view.sentences.get(claim.document, [])
        first = bisect.bisect_right(rows, claim.start_char, key=lambda row: row.end_char)
        last = bisect.bisect_left(rows, claim.end_char, key=lambda row: row.start_char)
        inside = rows[first:last]
        return (min([claim.start_char, *(row.start_char for row in inside[:1])]),
                max([claim.end_char, *(row.end_char for row in inside[-1:])]))

    def runs(self, claim: t.ClaimRow) -> list[Run]:
        """The sentences in which the evidence of a claim stands, the evidence marked, what is hidden counted."""
        spans = sorted(self.view.evidence.get(claim.id, ()))
        start, end = self._sentences(claim)
        cuts = sorted({start, end, *(at for span in spans for at in span)})
        found: list[Run] = []
        for low, high in pairwise(cuts):
            marked = any(a <= low and high <= b for a, b in spans)
            for piece in self.passages(claim.document).pieces(low, high):
                gap = 0 if piece.text is not None else piece.end - piece.start
                if gap and found and found[-1].gap:
                    found[-1] = Run("", found[-1].gap + gap, False)
                else:
                    found.append(Run(piece.text or "", gap, marked and not gap))
        return found
