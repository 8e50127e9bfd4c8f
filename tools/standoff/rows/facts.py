"""Facts, links and contests: what the decided facts say once every claim's chain and roots are known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from ..corpus import Corpus
from ..derive import AGAINST, FOR, Level, Root
from ..model import Claim
from . import tables as t

Member = tuple[str, Claim, list[Level], list[Root], str | None, bool]
"""A claim of a fact: global id, record, chain, roots, when it was said, whether its innermost source is unnamed."""
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
    of = {claim[0]: fact for fact, claims in members.items() for claim in claims}
    links = [(of.get(link.a, link.a), of.get(link.b, link.b), link) for link in corpus.links]
    contests = sorted(set(_contests(members, [(a, b, link.rel) for a, b, link in links])),
                      key=lambda row: (row.claim_for, row.claim_against))
    contested = {fact for row in contests if row.how != "outcome" for fact in (row.fact_for, row.fact_against)}
    for fact, claims in sorted(members.items()):
        yield _fact_row(corpus, fact, claims, fact in contested)
        yield from (t.FactClaimRow(fact, claim[0]) for claim in claims)
    for a, b, link in links:
        if a in members and b in members:
            yield t.LinkRow(a, b, link.rel, link.why, link.by, not is_tool(link.by), link.score)
    yield from contests


def _fact_row(corpus: Corpus, fact: str, claims: list[Member], contested: bool) -> t.FactRow:
    decided = corpus.facts.get(fact)
    kinds = [claim.kind for _, claim, *_ in claims]
    support = {root for _, claim, _, roots, _, _ in claims if claim.stance in FOR for root in roots}
    against = {root.id for _, claim, _, roots, _, _ in claims if claim.stance in AGAINST for root in roots}
    return t.FactRow(
        fact, decided.text if decided else claims[0][1].text, "factual" if "factual" in kinds else kinds[0],
        len(claims), len({claim[0].partition("#")[0] for claim in claims}), len({root.id for root in support}),
        len(against), sum(claim[5] for claim in claims), len({root.side for root in support}), contested,
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
        if _commits(one, FOR) and _commits(other, against) and one[0] != other[0]:
            yield t.ContestRow(one[0], other[0], a, b, "outcome" if _outcome(one, other) else how)


def _commits(member: Member, positions: frozenset[str]) -> bool:
    return any(level.commitment in positions for level in member[2])


def _outcome(one: Member, other: Member) -> bool:
    """True when one is a prediction and the other a factual claim that is not known to be earlier."""
    kinds = {one[1].kind, other[1].kind}
    if kinds != {"prediction", "factual"}:
        return False
    prediction, factual = (one, other) if one[1].kind == "prediction" else (other, one)
    return (factual[4] or "9999") >= (prediction[4] or "")
