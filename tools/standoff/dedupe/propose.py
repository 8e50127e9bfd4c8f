"""Proposals: how each candidate pair relates, how sure the tool is and why; what is decided always wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..corpus import Corpus
from ..feature import Feature, all_features
from ..likeness import ClaimView
from .block import Pair, candidates
from .decided import Decisions, decisions
from .guard import Verdict, judge
from .score import Scored, score
from .terms import LOW, Relation
from .view import views

SAME = 750
"""Least score at which a pair with nothing against it is proposed as the same fact."""
COUNTED = 5_000
"""Claims up to which a release counts the open pairs: each claim has some candidates, each of which takes about a
millisecond. A larger corpus is joined as a table (`standoff dedupe TABLE`), where no person decides every pair."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One pair with what the tool makes of it. With entails, `a` entails `b`; else `a` is the lesser id."""

    a: ClaimView
    b: ClaimView
    relation: Relation
    scored: Scored
    verdicts: tuple[Verdict, ...]
    decided: str = ""
    """The committed relation; empty while the pair is open. It may read from `b` to `a`: see `disagrees`."""
    disagrees: bool = False
    """True when the tool would have said otherwise."""
    accepted: bool = False
    """True when the tool itself joined them, or signed the fact last: that proves nothing about the tool."""

    @property
    def score(self) -> int:
        """In thousandths."""
        return self.scored.score

    @property
    def cross(self) -> bool:
        """True when two documents are concerned."""
        return self.a.document != self.b.document

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks against joining, the decisive reason first; else what speaks for it."""
        against = tuple(f"{verdict.guard}: {verdict.reason}" for verdict in self.verdicts)
        if against:
            return against
        said = tuple(part.reason for part in self.scored.parts if part.value is not None and part.value >= 500)
        return said if self.relation == "same" else ("too little in common", *said)


def relation_of(value: int, verdicts: Sequence[Verdict], same: int = SAME) -> tuple[Relation, bool]:
    """(relation, whether it reads forward) for a pair with this score and these guards; `same`: see `SAME`."""
    if verdicts:
        return verdicts[0].relation, verdicts[0].forward
    return ("same" if value >= same else "distinct"), True


def compare(pair: Pair, features: dict[str, Feature], decided: Decisions, same: int = SAME) -> Proposal:
    """The proposal for one pair."""
    a, b = pair if pair[0].id < pair[1].id else (pair[1], pair[0])
    scored, verdicts = score(a, b, features), tuple(judge(a, b))
    if a.took_part and a.took_part == b.took_part and not verdicts:
        scored = Scored(max(scored.score, same), scored.parts)
    relation, forward = relation_of(scored.score, verdicts, same)
    known = decided.relation(a.id, b.id)
    disagrees = known is not None and (known[0] != relation or (relation == "entails" and known[1] != forward))
    if relation == "entails" and not forward:
        a, b = b, a
    return Proposal(a, b, relation, scored, verdicts, known[0] if known else "", disagrees,
                    decided.node(a.id) in decided.accepted and known is not None and known[0] == "same")


@dataclass(frozen=True, slots=True)
class Survey:
    """Every pair that was looked at and is worth showing."""

    candidates: int
    """Pairs compared."""
    proposals: tuple[Proposal, ...]
    """Decided pairs, and open ones with a score of at least the threshold, best first."""
    open: tuple[Proposal, ...]
    """What a person should decide next, best first. Of all pairs between two facts only the best is asked."""


def survey(corpus: Corpus, low: int = LOW, same: int = SAME) -> Survey:
    """Compare all candidate pairs and all decided ones; `same`: least score proposed as the same."""
    features, decided, found = all_features(tuple(corpus.config.plugs)), decisions(corpus), views(corpus)
    pairs = {(a.id, b.id): (a, b) for a, b in (*candidates(found), *_committed(found, decided))}
    compared = (compare(pairs[key], features, decided, same) for key in sorted(pairs))
    worth = sorted((p for p in compared if p.decided or p.score >= low), key=value)
    first: dict[frozenset[str], Proposal] = {}
    for proposal in worth:
        if not proposal.decided:
            first.setdefault(frozenset((decided.node(proposal.a.id), decided.node(proposal.b.id))), proposal)
    return Survey(len(pairs), tuple(worth), tuple(first.values()))


def _committed(found: Sequence[ClaimView], decided: Decisions) -> Iterator[Pair]:
    """Pairs that people decided on, whether or not they share a word: members of a fact, ends of a link."""
    holds: dict[str, list[ClaimView]] = {}
    for view in found:
        holds.setdefault(decided.node(view.id), []).append(view)
    for members in holds.values():
        yield from combinations(members, 2)
    for edge in decided.edges:
        if edge.a in holds and edge.b in holds and edge.a != edge.b:
            a, b = holds[edge.a][0], holds[edge.b][0]
            yield (a, b) if a.id < b.id else (b, a)


def propose(corpus: Corpus, low: int = LOW) -> list[Proposal]:
    """Every candidate pair with a score of at least `low` (thousandths), and every decided one, best first."""
    return list(survey(corpus, low).proposals)


def count_undecided(corpus: Corpus) -> int | None:
    """How many pairs wait for a decision; None, at no cost, where the corpus has more than `COUNTED` claims."""
    claims = sum(len(document.claims) for document in corpus.documents)
    return len(undecided(corpus)) if claims <= COUNTED else None


def undecided(corpus: Corpus, low: int = LOW) -> list[Proposal]:
    """What a person should decide next, best first."""
    return list(survey(corpus, low).open)


def value(proposal: Proposal) -> tuple[bool, int, str, str]:
    """Sort key: across documents first, then by score, then by ids."""
    return not proposal.cross, -proposal.score, proposal.a.id, proposal.b.id
