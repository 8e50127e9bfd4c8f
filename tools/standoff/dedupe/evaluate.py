"""What the tool proposes by itself, against what people decided: as if no decision had been taken."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from ..corpus import Corpus
from ..feature import all_features
from .block import candidates
from .decided import Decisions, decisions
from .propose import SAME, Proposal, compare
from .view import views


@dataclass(frozen=True, slots=True)
class Outcome:
    """Pairs across documents unless `within` is said; facts are those with claims of two documents or more."""

    facts: int
    found: int
    """Facts of which at least one pair across documents is proposed as the same."""
    missed: tuple[str, ...]
    pairs: int
    right: int
    """Pairs of one fact that are proposed as the same."""
    wrong: tuple[Proposal, ...]
    """Proposed as the same, but not of one fact."""
    contradicting: tuple[Proposal, ...]
    """Those of `wrong` that people decided contradict each other."""
    all_pairs: int
    all_right: int
    all_wrong: tuple[Proposal, ...]


def leave_decisions_out(corpus: Corpus, same: int = SAME) -> Outcome:
    """Compare every candidate pair with no decision known, then look at the decisions."""
    decided, features, found = decisions(corpus), all_features(tuple(corpus.config.plugs)), views(corpus)
    proposed = [p for p in (compare(pair, features, Decisions(), same) for pair in candidates(found))
                if p.relation == "same"]
    members: dict[str, list[str]] = {}
    for view in found:
        if (node := decided.node(view.id)) != view.id:
            members.setdefault(node, []).append(view.id)
    gold = {pair: fact for fact, claims in members.items() for pair in combinations(sorted(claims), 2)}
    across = {pair: fact for pair, fact in gold.items() if _document(pair[0]) != _document(pair[1])}
    right = {tuple(sorted((p.a.id, p.b.id))) for p in proposed}
    wrong = tuple(p for p in proposed if _key(p) not in gold)
    hit = {fact for pair, fact in across.items() if pair in right}
    bad = tuple(p for p in proposed if (decided.relation(p.a.id, p.b.id) or ("",))[0] == "contradicts")
    return Outcome(len(set(across.values())), len(hit), tuple(sorted(set(across.values()) - hit)), len(across),
                   sum(pair in right for pair in across), tuple(p for p in wrong if p.cross), bad, len(gold),
                   sum(pair in right for pair in gold), wrong)


def _key(proposal: Proposal) -> tuple[str, str]:
    a, b = sorted((proposal.a.id, proposal.b.id))
    return a, b


def _document(claim: str) -> str:
    return claim.partition("#")[0]
