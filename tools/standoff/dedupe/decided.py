"""What is decided already: committed facts and links, and what follows from them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from ..corpus import Corpus
from ..model import Fact, Link

TOOL = "standoff "
"""How the tool signs what it accepts by itself; its version follows."""
LinkRelation = Literal["contradicts", "entails", "distinct"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One link between two nodes; a node is a fact id, or a global claim id that no fact holds."""

    a: str
    rel: LinkRelation
    b: str

    def __str__(self) -> str:
        words = {"contradicts": "contradicts", "entails": "entails", "distinct": "is distinct from"}
        return f"{self.a} {words[self.rel]} {self.b}"


@dataclass(slots=True)
class Decisions:
    """Facts and links, every claim id at a link's end resolved to the fact that holds it now."""

    fact_of: dict[str, str] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    """By a, b, relation."""
    between: dict[frozenset[str], Edge] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    """Facts that the tool itself signed last: they prove nothing about the tool."""

    def node(self, identifier: str) -> str:
        """The fact that holds the claim, or the claim itself; a fact id stays."""
        return self.fact_of.get(identifier, identifier)

    def relation(self, a: str, b: str) -> tuple[str, bool] | None:
        """(relation, whether it reads from `a` to `b`) as decided between two claims; None while it is open."""
        x, y = self.node(a), self.node(b)
        if x == y:
            return "same", True
        edge = self.between.get(frozenset((x, y)))
        return (edge.rel, edge.a == x) if edge else None

    def steps(self, start: str) -> dict[str, list[Edge]]:
        """Everything that `start` entails, itself included, each with the shortest way there."""
        ways: dict[str, list[Edge]] = {start: []}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for edge in self.edges:
                if edge.rel == "entails" and edge.a == node and edge.b not in ways:
                    ways[edge.b] = [*ways[node], edge]
                    queue.append(edge.b)
        return ways

    def excluding(self, x: str, y: str) -> list[Edge]:
        """The shortest chain of decisions by which `x` and `y` cannot both be true; empty when there is none."""
        from_x, from_y = self.steps(x), self.steps(y)
        ways = [[*from_x[p], edge, *from_y[q]] for edge in self.edges if edge.rel == "contradicts"
                for p, q in ((edge.a, edge.b), (edge.b, edge.a)) if p in from_x and q in from_y]
        return min(ways, key=lambda way: (len(way), list(map(str, way))), default=[])


def decisions(corpus: Corpus) -> Decisions:
    """The decisions of a corpus."""
    return resolve(corpus.facts.values(), corpus.links)


def resolve(facts: Iterable[Fact], links: Iterable[Link]) -> Decisions:
    """Decisions from their records. Old ids of merged facts (`was`) lead to the fact that took them in."""
    facts = list(facts)
    found = Decisions({claim: fact.id for fact in facts for claim in fact.claims})
    found.accepted = frozenset(fact.id for fact in facts if (fact.by or "").startswith(TOOL))
    found.fact_of.update((old, fact.id) for fact in facts for old in fact.was or ())
    for link in sorted(links, key=lambda link: (link.a, link.b, link.rel)):
        edge = Edge(found.node(link.a), link.rel, found.node(link.b))
        found.edges.append(edge)
        found.between.setdefault(frozenset((edge.a, edge.b)), edge)
    found.edges.sort(key=lambda edge: (edge.a, edge.b, edge.rel))
    return found
