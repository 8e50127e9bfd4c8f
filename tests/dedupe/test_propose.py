"""Proposals over a corpus: what is decided wins, what is open comes in the order of its worth."""

from __future__ import annotations

import pytest

from standoff.corpus import Corpus, open_corpus
from standoff.dedupe import propose as proposing
from standoff.dedupe.propose import Proposal, count_undecided, propose, survey, undecided

from .conftest import Build, fact, link


def pair(found: list[Proposal], a: str, b: str) -> Proposal:
    return next(p for p in found if {p.a.id, p.b.id} == {a, b})


def test_relations_of_the_sample(build: Build) -> None:
    found = propose(build())
    assert pair(found, "alpha#c-met", "beta#c-met").relation == "same"
    assert pair(found, "alpha#c-ships", "beta#c-ships").relation == "contradicts"
    assert pair(found, "alpha#c-fair", "gamma#c-unfair").relation == "contradicts"
    secret = pair(found, "alpha#c-met", "beta#c-secret")
    assert (secret.relation, secret.a.id) == ("entails", "beta#c-secret")
    member = pair(found, "alpha#c-sanctions", "beta#c-sanctions")
    assert (member.relation, member.a.id) == ("entails", "alpha#c-sanctions")


def test_across_documents_first_then_by_score(build: Build) -> None:
    found = undecided(build())
    assert found == sorted(found, key=lambda p: (not p.cross, -p.score, p.a.id, p.b.id))
    assert found[0].cross and not found[-1].cross
    assert pair(found, "gamma#c-met", "gamma#c-met-again").score == 1000


def test_committed_decisions_win(build: Build) -> None:
    corpus = build({"facts": [fact("f-met", "alpha#c-met", "beta#c-met")],
                    "links": [link("alpha#c-ships", "contradicts", "beta#c-ships")]})
    found = propose(corpus)
    met, ships = pair(found, "alpha#c-met", "beta#c-met"), pair(found, "alpha#c-ships", "beta#c-ships")
    assert (met.decided, met.disagrees) == ("same", False)
    assert (ships.decided, ships.disagrees) == ("contradicts", False)
    open_ = {frozenset((p.a.id, p.b.id)) for p in undecided(corpus)}
    assert frozenset(("alpha#c-met", "beta#c-met")) not in open_
    # One question between the fact and the third claim that says it, not two.
    assert sum(frozenset(("gamma#c-met", claim)) in open_ for claim in ("alpha#c-met", "beta#c-met")) == 1


def test_a_decision_the_tool_would_not_take_is_flagged_and_stays(build: Build) -> None:
    found = propose(build({"facts": [fact("f-ships", "alpha#c-ships", "beta#c-ships")],
                           "links": [link("alpha#c-met", "entails", "beta#c-secret"),
                                     link("beta#c-sanctions", "distinct", "gamma#c-unfair")]}))
    ships, secret = pair(found, "alpha#c-ships", "beta#c-ships"), pair(found, "alpha#c-met", "beta#c-secret")
    assert (ships.decided, ships.relation, ships.disagrees) == ("same", "contradicts", True)
    assert (secret.decided, secret.disagrees) == ("entails", True)  # the tool reads it the other way
    assert pair(found, "beta#c-sanctions", "gamma#c-unfair").decided == "distinct"  # listed though no candidate


def test_links_follow_claims_into_facts(build: Build) -> None:
    corpus = build({"facts": [fact("f-met", "alpha#c-met", "beta#c-met"),
                              fact("f-other", "gamma#c-met", "gamma#c-met-again", was=["f-old"])],
                    "links": [link("alpha#c-met", "distinct", "f-old")]})
    assert pair(propose(corpus), "beta#c-met", "gamma#c-met").decided == "distinct"


def test_the_same_whatever_the_order_of_the_documents(build: Build) -> None:
    corpus = build()
    class Shuffled(Corpus):
        @property
        def documents(self):  # type: ignore[no-untyped-def]
            return super().documents[::-1]
    other = Shuffled(corpus.root, corpus.config)
    assert [d.id for d in other.documents] != [d.id for d in corpus.documents]
    def facts(found: list[Proposal]) -> list[tuple[object, ...]]:
        return [(p.a.id, p.b.id, p.relation, p.score, p.reasons) for p in found]
    assert facts(propose(other)) == facts(propose(corpus)) == facts(propose(open_corpus(corpus.root)))


def test_the_survey_counts_every_pair_compared(build: Build) -> None:
    found = survey(build(), low=1000)
    assert found.candidates > len(found.proposals) >= len(found.open) > 0


def test_open_pairs_are_counted_where_that_takes_no_hours(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = build()
    assert count_undecided(corpus) == len(undecided(corpus)) > 0
    monkeypatch.setattr(proposing, "COUNTED", 1)
    assert count_undecided(corpus) is None
