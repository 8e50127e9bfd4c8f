"""Decisions that contradict earlier ones: refused, with the shortest chain of decisions that stands against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..errors import UsageError
from ..likeness import ClaimView
from .decided import Decisions, Edge
from .terms import Relation

_FACTUAL = {"factual", "prediction"}


def refuse(decided: Decisions, a: ClaimView, b: ClaimView, relation: Relation, kinds: Mapping[str, str]) -> None:
    """UsageError when `a` `relation` `b` contradicts, repeats or cannot be added to what is decided.

    `kinds`: kind of every claim by global id.
    """
    x, y = decided.node(a.id), decided.node(b.id)
    if x == y:
        if relation == "same":
            raise UsageError(f"is decided already: {x} holds both", where=f"{a.id}, {b.id}")
        _stop(decided, a, b, relation, [], f"{x} holds both, so they are the same fact")
    edge = decided.between.get(frozenset((x, y)))
    if edge:
        if edge.rel == relation and (relation != "entails" or edge.a == x):
            raise UsageError(f"is decided already: {edge}", where=f"{a.id}, {b.id}")
        _stop(decided, a, b, relation, [edge])
    excluding = decided.excluding(x, y)
    if relation in ("same", "entails") and excluding:
        _stop(decided, a, b, relation, excluding)
    there, back = decided.steps(x).get(y), decided.steps(y).get(x)
    if relation in ("same", "contradicts") and (there or back):
        _stop(decided, a, b, relation, there or back or [])
    if relation == "entails" and back:
        _stop(decided, a, b, relation, back)
    if relation == "same":
        _same_neighbours(decided, a, b)
        _same_kinds(decided, a, b, kinds)


def _same_neighbours(decided: Decisions, a: ClaimView, b: ClaimView) -> None:
    """Joined, the two must not stand in different relations to a third."""
    x, y = decided.node(a.id), decided.node(b.id)
    for edge in decided.edges:
        if x not in (edge.a, edge.b):
            continue
        third = edge.b if edge.a == x else edge.a
        other = decided.between.get(frozenset((y, third)))
        if other and (other.rel != edge.rel or (edge.rel == "entails" and (edge.a == x) != (other.a == y))):
            _stop(decided, a, b, "same", [edge, other])


def _same_kinds(decided: Decisions, a: ClaimView, b: ClaimView, kinds: Mapping[str, str]) -> None:
    nodes = {decided.node(a.id), decided.node(b.id)}
    members = sorted(claim for claim in kinds if decided.node(claim) in nodes)
    groups = {kinds[claim] in _FACTUAL: claim for claim in members}
    if len(groups) > 1:
        raise UsageError(f"one fact would join {kinds[groups[True]]} ({groups[True]}) with {kinds[groups[False]]} "
                         f"({groups[False]})", fix="correct the kind of one claim first, or decide distinct")


def _stop(decided: Decisions, a: ClaimView, b: ClaimView, relation: str, way: Sequence[Edge], said: str = "") -> None:
    holds = [f"{decided.node(claim.id)} holds {claim.id}" for claim in (a, b) if decided.node(claim.id) != claim.id]
    chain = "; ".join([*map(str, way), *([] if said else holds)])
    raise UsageError(f"{a.id} {relation} {b.id} contradicts an earlier decision: {said or chain}",
                     fix="change the earlier decision in the facts file first, if it was wrong")
