"""Facts, links and contests: what the decided facts say once every claim's chain and roots are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from ..corpus import Corpus
from ..dates import bounds
from ..derive import AGAINST, FOR, Level, Root
from ..model import Claim
from . import tables as t


@dataclass(frozen=True, slots=True)
class Member:
    """A claim of a fact, with everything its document knew: `who` holds a global reference for each level."""

    id: str
    claim: Claim
    levels: list[Level]
    who: list[str | None]
    roots: list[Root]
    said: str | None
    unnamed: bool

    def committed(self, positions: frozenset[str]) -> int | None:
        """The outermost level with one of `positions`; None when no level has one."""
        return next((n for n, level in enumerate(self.levels) if level.commitment in positions), None)


Members = dict[str, list[Member]]
"""Fact id -> its claims, over all documents."""


def decided_facts(corpus: Corpus) -> dict[str, str]:
    """Global claim id -> fact id, as decided."""
    return {claim: fact.id for fact in corpus.facts.values() for claim in fact.claims}


def is_tool(by: str) -> bool:
    """True when the tool decided, not a person: `by` is 'standoff <version>'."""
    return by.startswith("standoff ")


def fact_rows(corpus: Corpus, members: Members) -> Iterator[t.Row]:
    """Rows of facts, fact_claims, links and contests."""
    of = {claim.id: fact for fact, claims in members.items() for claim in claims}
    links = [(of.get(link.a, link.a), of.get(link.b, link.b), link) for link in corpus.links]
    contests = sorted(set(_contests(members, [(a, b, link.rel) for a, b, link in links])),
                      key=lambda row: (row.claim_for, row.claim_against))
    contested = {fact for row in contests if row.how != "outcome" for fact in (row.fact_for, row.fact_against)}
    for fact, claims in sorted(members.items()):
        yield _fact_row(corpus, fact, claims, fact in contested)
        yield from (t.FactClaimRow(fact, claim.id) for claim in claims)
    for a, b, link in links:
        if a in members and b in members:
            yield t.LinkRow(a, b, link.rel, link.why, link.by, not is_tool(link.by), link.score)
    yield from contests


def _fact_row(corpus: Corpus, fact: str, claims: list[Member], contested: bool) -> t.FactRow:
    decided = corpus.facts.get(fact)
    kinds = [one.claim.kind for one in claims]
    support = {root for one in claims if one.claim.stance in FOR for root in one.roots}
    against = {root.id for one in claims if one.claim.stance in AGAINST for root in one.roots}
    return t.FactRow(
        fact, decided.text if decided else claims[0].claim.text, "factual" if "factual" in kinds else kinds[0],
        len(claims), len({one.id.partition("#")[0] for one in claims}), len({root.id for root in support}),
        len(against), sum(one.unnamed for one in claims), len({root.side for root in support}), contested,
        decided.by if decided else None, not is_tool(decided.by) if decided else None,
        decided.score if decided else None)


def _contests(members: Members, links: list[tuple[str, str, str]]) -> Iterator[t.ContestRow]:
    for fact, claims in members.items():
        yield from _pairs(fact, fact, claims, claims, AGAINST, "denial")
    for a, b, rel in links:
        if a not in members or b not in members:
            continue
        if rel == "entails":
            # Who states a is bound to b, so a denial of b contests a; the other way round nothing follows.
            yield from _pairs(a, b, members[a], members[b], AGAINST, "entailment")
        elif rel == "contradicts":
            yield from _pairs(a, b, members[a], members[b], FOR, "contradiction")


def _pairs(a: str, b: str, ones: list[Member], others: list[Member], against: frozenset[str],
           how: str) -> Iterator[t.ContestRow]:
    for one, other in product(ones, others):
        states, denies = one.committed(FOR), other.committed(against)
        if states is not None and denies is not None and (one is not other or states != denies):
            yield t.ContestRow(one.id, other.id, one.who[states], other.who[denies], a, b,
                               "outcome" if _outcome(one, other) else how)


def _outcome(one: Member, other: Member) -> bool:
    """True when one is a prediction and the other a factual claim that is not known to be earlier."""
    if {one.claim.kind, other.claim.kind} != {"prediction", "factual"}:
        return False
    prediction, factual = (one, other) if one.claim.kind == "prediction" else (other, one)
    if prediction.said is None or factual.said is None:
        return True
    return bounds(factual.said)[1] >= bounds(prediction.said)[0]
