"""Facts: what several claims state, who stands for it and who against it."""

from __future__ import annotations

from dataclasses import dataclass

from ..derive import AGAINST, FOR
from ..rows import tables as t
from . import links
from .pages import PER_PAGE, Pages, cut
from .records import Brief
from .view import Named, View

HOW = {"denial": "denied", "entailment": "denied by what it entails", "contradiction": "contradicted",
       "outcome": "a prediction, and what came"}


@dataclass(frozen=True, slots=True)
class Contest:
    """Two claims that cannot both be right, or one claim that a source states and another source rejects in it."""

    one: Brief
    stated_by: Named
    other: Brief
    denied_by: Named
    how: str
    outcome: bool
    more: int = 0
    """Further pairs of claims that stand against each other in the same facts."""


def oppositions(pages: Pages) -> list[Contest]:
    """One pair of claims for each two facts (or one fact) that stand against each other; outcomes last."""
    pairs: dict[tuple[str, str, str], list[t.ContestRow]] = {}
    for row in pages.view.contests:
        one, other = sorted((row.fact_for, row.fact_against))
        pairs.setdefault((one, other, row.how), []).append(row)
    ordered = sorted(pairs.values(), key=lambda rows: (rows[0].how == "outcome", -_documents(rows), -len(rows),
                                                       rows[0].claim_for, rows[0].claim_against))
    return [_contest(pages, rows[0], len(rows) - 1) for rows in ordered]


def _documents(rows: list[t.ContestRow]) -> int:
    return len({claim.partition("#")[0] for row in rows for claim in (row.claim_for, row.claim_against)})


def _contest(pages: Pages, row: t.ContestRow, more: int = 0) -> Contest:
    claims, records = pages.view.claims, pages.records
    return Contest(records.brief(claims[row.claim_for]), pages.view.speaker(row.stated_by),
                   records.brief(claims[row.claim_against]), pages.view.speaker(row.denied_by), HOW[row.how],
                   row.how == "outcome", more)


def build(pages: Pages) -> None:
    """facts.html, contested ones first."""
    view = pages.view
    contested, opposed = {fact.id for fact in view.contested}, oppositions(pages)
    listed = [*view.contested, *(fact for fact in view.decided if fact.id not in contested)]
    pages.paged("facts.html", "facts.html", "Facts", "facts", "fact", cut(listed), pages.records.fact, tag="ul",
                total=len(listed), contested=len(contested), decided=len(view.decided),
                across=sum(fact.documents > 1 for fact in view.decided), single=len(view.facts) - len(view.decided),
                links=len(view.links), oppositions=opposed[:PER_PAGE], more=max(0, len(opposed) - PER_PAGE))


def ids(view: View) -> list[str]:
    """The facts that have a page: those that several claims state."""
    return [fact.id for fact in view.decided]


def page(pages: Pages, name: str) -> None:
    """The page of one fact."""
    view, records, fact = pages.view, pages.records, pages.view.facts[name]
    members = view.members[fact.id]
    pages.page(
        links.fact(fact.id), "fact.html", fact.text, "facts", fact=records.fact(fact), score=fact.score,
        cards=[records.card(claim) for claim in members], relations=records.relations(fact.id),
        sides=[("Say so", "for", _roots(view, members, FOR)), ("Deny it", "against", _roots(view, members, AGAINST)),
               ("Leave it open", "open", _roots(view, members, frozenset({"possible", "open"})))],
        contests=[_contest(pages, row) for row in view.contests_of.get(fact.id, ())],
        issue=links.issue(pages.given.stamp.repository, fact.id, fact.text))


def _roots(view: View, members: list[t.ClaimRow], stances: frozenset[str]) -> list[Named]:
    roots = dict.fromkeys(root for claim in members if claim.stance in stances for root in view.roots[claim.id])
    return [view.speaker(root) for root in roots]
