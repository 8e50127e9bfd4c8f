"""What stands against joining: contradictions in one edit are never proposed as the same, safe edits always are."""

from __future__ import annotations

import pytest

from standoff.dedupe.decided import Decisions
from standoff.dedupe.guard import bar, judge
from standoff.dedupe.propose import Proposal, compare
from standoff.dedupe.view import views_of_texts, weighted
from standoff.english import ANTONYMS
from standoff.feature import all_features
from standoff.likeness import ClaimView
from standoff.stems import sense

BASE = "Officials from China and 12 senior envoys met in Anchorage on March 18, 2021 before the summit was approved."
ELSE = {f"x#{n}": text for n, text in enumerate([
    "Tariffs on steel rose.", "The court heard the case in Geneva.", "Envoys left early.", "A summit takes place."])}


def proposal(a: str, b: str) -> Proposal:
    """What is proposed for two sentences of two documents, among some others."""
    found = {view.id: view for view in views_of_texts({"a#c": a, "b#c": b, **ELSE})}
    return compare((found["a#c"], found["b#c"]), all_features(), Decisions())


def of_views(a: ClaimView, b: ClaimView) -> Proposal:
    one, other = weighted([a, b])
    return compare((one, other), all_features(), Decisions())


@pytest.mark.parametrize(("old", "new", "relation"), [
    ("12", "13", "contradicts"), ("12 senior", "at least 12 senior", "entails"), ("18", "19", "contradicts"),
    ("March", "April", "contradicts"), ("2021", "2012", "contradicts"), ("met", "did not meet", "contradicts"),
    ("met", "never met", "contradicts"), ("was approved", "wasn't approved", "contradicts"),
    ("approved", "rejected", "contradicts"), ("before", "after", "contradicts"), ("senior", "junior", "contradicts"),
    ("met", "refused to meet", "contradicts"), ("was approved", "failed to be approved", "contradicts"),
    ("Anchorage", "Fairbanks", "distinct"), ("China", "Japan", "distinct"), ("envoys", "reporters", "distinct"),
    ("met", "may have met", "entails"), ("met", "should meet", "distinct"), ("envoys", "editors of dailies", "distinct"),
])
def test_one_edit_is_never_the_same(old: str, new: str, relation: str) -> None:
    found = proposal(BASE, BASE.replace(old, new))
    assert found.relation == relation
    assert found.reasons[0]


@pytest.mark.parametrize(("a", "b"), [
    ("China accused Japan of theft.", "Japan accused China of theft."),
    ("China was accused of theft by Japan.", "Japan was accused of theft by China."),
    ("China accused Japan of theft.", "China was accused of theft by Japan."),
    ("Sullivan told Blinken that 2 ships sank.", "Blinken told Sullivan that 2 ships sank."),
    ("All of the ships sank.", "Some of the ships sank."),
    ("China did not sign and Japan paid.", "China signed and Japan did not pay."),
    ("The first talks failed.", "The last talks failed."),
    ("The order is stable.", "The order is unstable."),
    ("US sales to Taiwan answer threats of China to Taiwan.", "US sales to China answer threats of Taiwan to China."),
    ("Then Blinken spoke with Wang before meeting Xi.", "Then Wang spoke with Blinken before meeting Xi."),
    ("China said that Japan fears China.", "China said that Japan fears Elbonia."),
    ("The US can negotiate with China from a position of power.",
     "China can negotiate with the US from a position of power."),
    ("It left 3 wounded and 4 dead.", "It left 4 wounded and 3 dead."),
    ("Police said that the ship sank in the strait of Malacca.", "Owners said that the ship sank in the strait of Malacca."),
])
def test_other_ways_to_turn_a_sentence_round(a: str, b: str) -> None:
    assert proposal(a, b).relation in ("distinct", "contradicts", "entails")


@pytest.mark.parametrize("edited", [
    BASE, BASE.upper().replace("MARCH", "March"), BASE.rstrip("."), BASE.replace(",", ""), BASE.replace("12", "twelve"),
    BASE.replace("12", "a dozen"), BASE.replace("March 18, 2021", "18 March 2021"), BASE.replace("China", "China’s"),
    "On March 18, 2021, " + BASE.replace(" on March 18, 2021", "").replace("Officials", "officials"),
    BASE.replace("envoys met", "envoys have met"), BASE.replace("China and 12 senior envoys", "China, and 12 senior envoys")])
def test_safe_edits_are_the_same(edited: str) -> None:
    found = proposal(BASE, edited)
    assert (found.relation, found.verdicts) == ("same", ())


def test_what_one_adds_makes_it_entail_the_other() -> None:
    found = proposal("The envoys met in secret.", "The envoys met.")
    assert (found.relation, found.a.id, found.b.id) == ("entails", "a#c", "b#c")
    found = proposal("The envoys met.", "The envoys met in secret.")
    assert (found.relation, found.a.id, found.b.id) == ("entails", "b#c", "a#c")
    assert "secret" in found.reasons[0]


def test_what_is_only_thought_or_feared_entails_nothing() -> None:
    assert proposal("The envoys met in secret.", "The envoys met.").relation == "entails"
    found = proposal("The threat that the envoys met ended.", "The envoys met.")
    assert found.relation == "distinct" and "‘threat’" in found.reasons[0]


def test_what_is_thought_is_seen_on_either_side() -> None:
    one = "The dockers of the old port of Oslo were sure that the crane would close the northern quay in winter."
    other = "The dockers of the old port of Oslo saw a risk that the crane would close the northern quay by winter."
    for a, b in ((one, other), (other, one)):
        assert "one-way" in {said.guard for said in judge(*views_of_texts({"t#a": a, "t#b": b}))}


def test_a_judgement_that_holds_a_fact_word_by_word_entails_it() -> None:
    whole, part = ("china", "envoy", "right", "because", "port", "shut"), ("port", "shut")
    def judged(kind: str) -> str:
        return of_views(ClaimView("a#c", "a", "", kind, tokens=whole), ClaimView("b#c", "b", "", tokens=part)).relation
    assert (judged("evaluation"), judged("prescription")) == ("entails", "distinct")


def test_under_a_negation_the_general_sentence_says_more() -> None:
    found = proposal("The envoys did not meet in secret.", "The envoys did not meet.")
    assert (found.relation, found.a.id) == ("entails", "b#c")


def test_a_rewording_in_several_places_is_the_same() -> None:
    a = "Social media allows law enforcement in large cities to catch and prosecute criminals quickly."
    b = "Law enforcement in large cities uses social media to catch and prosecute criminals quickly."
    assert proposal(a, b).relation == "same"


def view(identifier: str, **fields: object) -> ClaimView:
    tokens = ("envoy", "meet", "secret", "hall", "upper")
    return ClaimView(identifier, identifier[0], "The envoys met.", tokens=tokens, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other", "relation", "first"), [
    ({"time": "2021"}, {"time": "2022"}, "distinct", "a#c"),
    ({"time": "2021"}, {"time": "2021-03"}, "entails", "b#c"),
    ({"time": "2021"}, {}, "entails", "a#c"),
    ({"time": "2021-01/2021-03"}, {"time": "2021-02/2021-05"}, "distinct", "a#c"),
    ({"time": "2021-03-18~"}, {"time": "2021-03-18"}, "same", "a#c"),
    ({"kind": "factual"}, {"kind": "evaluation"}, "distinct", "a#c"),
    ({"kind": "evaluation"}, {"kind": "prescription"}, "distinct", "a#c"),
    ({"kind": "factual"}, {"kind": "prediction"}, "same", "a#c"),
    ({"stance": "asserted"}, {"stance": "denied"}, "same", "a#c"),
])
def test_fields(one: dict[str, str], other: dict[str, str], relation: str, first: str) -> None:
    found = of_views(view("a#c", **one), view("b#c", **other))
    assert (found.relation, found.a.id) == (relation, first)


def test_an_event_both_are_about_fixes_the_time() -> None:
    event = {"entities": ("talks-2021",), "events": frozenset({"talks-2021"})}
    assert of_views(view("a#c", time="2021-03-18", **event), view("b#c", **event)).relation == "same"
    assert of_views(view("a#c", time="2021", **event), view("b#c", time="2022", **event)).relation == "distinct"


def test_every_guard_gives_a_reason_and_the_order_of_the_pair_does_not_matter() -> None:
    found = {v.id: v for v in views_of_texts({"a#c": BASE, "b#c": BASE.replace("12", "13"), **ELSE})}
    one = compare((found["a#c"], found["b#c"]), all_features(), Decisions())
    assert one == compare((found["b#c"], found["a#c"]), all_features(), Decisions())
    assert all(verdict.reason for verdict in one.verdicts)


@pytest.mark.parametrize(("a", "b", "kept_apart"), [
    ("The envoy of the Swiss Red Cross was seen in Oslo.", "The envoy of Caritas was seen in Oslo.", True),
    ("A spokesman for the port said that the crane is safe.", "The union leader said that the crane is safe.", True),
    ("According to the harbour master, the crane is safe.", "According to two dockers, the crane is safe.", True),
    ("Lions Guard the Old Gate of Rome.", "Lions guard the old gate of Rome.", False),
    ("Junk Food Can Cause Obesity", "Junk Food Can Increase Weight", False)])
def test_another_name_or_another_source_keeps_wordings_apart(a: str, b: str, kept_apart: bool) -> None:
    one, other = views_of_texts({"t#a": a, "t#b": b})
    assert (bar(one, other) == "never") == kept_apart


@pytest.mark.parametrize(("a", "b"), [
    ("The ministry took the decision to withdraw.", "The ministry decided to withdraw."),
    ("Engineers carried out an inspection of the tunnel.", "Engineers inspected the tunnel."),
    ("Former Prime Minister Anna Berg left Oslo.", "Former PM Anna Berg left Oslo."),
    ("Lt. Col. Ivan Petrov was killed.", "Ivan Petrov was killed."),
    ("The Organization for Security and Co-operation in Europe sent monitors.", "The OSCE sent monitors."),
    ("Siemens AG sold the unit.", "Siemens sold the unit."),
    ("The vote on Tuesday, 4 May 2010 was close.", "The vote on 4 May 2010 was close."),
    ("The runway is 3km long.", "The runway is three kilometers long."),
    ("A quarter of the seats are vacant.", "25 percent of the seats are vacant."),
    ("Ana Ruiz, the minister of trade, was fined.", "The minister of trade, Ana Ruiz, was fined."),
    ("The law was passed on 03/04/2011.", "The law was passed on 4 March 2011."),
    ("Two brothers founded the mill in 1840.", "The mill was established in 1840 by two brothers."),
    ("The port cut 1200 jobs.", "The port cut 1,200 jobs."), ("Dr. Ida Holm left Oslo.", "Doctor Ida Holm left Oslo."),
    ("Owing to frost, the town has to pay.", "Because of frost, the town must pay.")])
def test_what_is_only_written_otherwise_is_the_same(a: str, b: str) -> None:
    assert judge(*views_of_texts({"t#a": a, "t#b": b})) == []


@pytest.mark.parametrize(("a", "b"), [
    ("Paris, the rival of London, won.", "London, the rival of Paris, won."),
    ("General Tom Orr resigned.", "Admiral Tom Orr resigned."), ("The employer was sued.", "The employee was sued."),
    ("The law was passed on 03/04/2011.", "The law was passed on 5 April 2011."),
    ("The museum will show the mask.", "The museum showed the mask."), ("He used to smoke.", "He smokes."),
    ("Half of the staff left.", "A third of the staff left."), ("Two found the mill.", "Two established the mill."),
    ("About 1200 dockers left.", "1,200 dockers left."), ("In 1200 the dockers left.", "In port 1,200 dockers left."),
    ("The agency approved the drug.", "The agency endorsed the drug.")])
def test_what_those_readings_must_not_join(a: str, b: str) -> None:
    assert judge(*views_of_texts({"t#a": a, "t#b": b}))


def test_no_synonyms_are_opposites() -> None:
    assert not [pair for pair in ANTONYMS if sense(pair[0]) == sense(pair[1])]
