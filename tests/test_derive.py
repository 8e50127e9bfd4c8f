"""Chains, commitments, roots, statements: the definitions of the model, on worked examples."""

from __future__ import annotations

import pytest

from standoff.corpus import Corpus
from standoff.derive import Names, Roots, chain, chain_text, statement
from standoff.rows.facts import decided_facts

from .conftest import CorpusOf

RELAY = """
== antiwar ==
{e-dave type=person name=Dave_DeCamp|Dave}: {a-scmp.cue who=e-scmp|According to} {a-scmp.source|{e-scmp type=org name=South_China_Morning_Post|the Post}}, {a-scmp|{a-src.source who=e-src within=a-scmp|{e-src.nominal type=group name=sources anonymous=true|sources}} {a-src.cue|told} it {a-src|that {c-yang kind=prediction stance=possible attribution=a-src text=The_delegation_included_Yang.|the delegation could include Yang}}}. {c-own text=Yang_is_close_to_Xi.|Yang is close to Xi}.
@ /meta/voice = "e-dave"
"""
NESTED = """
== essay ==
{e-ed type=org name=Editor|Editor}: {a-b.source who=e-b|{e-b type=gpe name=Beijing|Beijing}} {a-b.cue|contends} {a-b|that {a-us.source who=e-us within=a-b act=believe endorsed=false|{e-us type=gpe name=Washington|Washington}} {a-us.cue|wrongly assumes} {a-us|{c-heg attribution=a-us text=China_will_seek_hegemony.|China will seek hegemony}}}.
@ /meta/voice = "e-ed"
"""


def levels(corpus: Corpus, claim: str) -> list[tuple[str | None, str]]:
    document = corpus.documents[0]
    return [(level.who, level.commitment) for level in chain(document, document.claims[claim])]


def test_relay_the_root_is_the_first_named_source(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(RELAY)
    document, names = corpus.documents[0], Names(corpus, corpus.documents[0])
    assert levels(corpus, "c-yang") == [("e-dave", "uncommitted"), ("e-scmp", "uncommitted"), ("e-src", "possible")]
    claim = document.claims["c-yang"]
    assert chain_text(names, claim) == "Dave DeCamp > South China Morning Post > unnamed sources"
    assert [root.id for root in Roots(corpus, {}).of(document, claim)] == ["antiwar#e-scmp"]
    assert statement(names, claim) == ("According to the South China Morning Post, citing unnamed sources, as a prediction: possibly, "
                                       "the delegation included Yang.")


def test_the_voice_owns_what_nobody_is_cited_for(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(RELAY)
    document = corpus.documents[0]
    assert levels(corpus, "c-own") == [("e-dave", "asserted")]
    assert [r.id for r in Roots(corpus, {}).of(document, document.claims["c-own"])] == ["antiwar#e-dave"]


def test_a_rejected_view_is_reversed_one_level_out(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(NESTED)
    assert levels(corpus, "c-heg") == [("e-ed", "uncommitted"), ("e-b", "denied"), ("e-us", "asserted")]
    document = corpus.documents[0]
    assert statement(Names(corpus, document), document.claims["c-heg"]) == (
        "According to Beijing, on what Washington believes: China will seek hegemony, a view rejected by Beijing.")


@pytest.mark.parametrize(("stance", "endorsed", "outer"), [
    ("asserted", "true", "asserted"), ("likely", "true", "likely"), ("denied", "true", "denied"),
    ("asserted", "false", "denied"), ("possible", "false", "denied"), ("unlikely", "false", "asserted"),
    ("denied", "false", "asserted"), ("open", "false", "uncommitted"), ("asserted", None, "uncommitted")])
def test_commitment_outwards(corpus_of: CorpusOf, stance: str, endorsed: str | None, outer: str) -> None:
    flag = f" endorsed={endorsed}" if endorsed else ""
    corpus = corpus_of(f"{{e-a|Ada}} {{a-a.cue who=e-a{flag}|said}} {{a-a|{{c-x stance={stance} attribution=a-a|it rained}}}}.")
    assert [level.commitment for level in chain(corpus.documents[0], corpus.documents[0].claims["c-x"])] == [outer, stance]


CITED = """
== lexicon ==
{c-a text=Tea_is_hot.|Tea is hot}{x-1.marker work=w-1 claims=c-a|[1]}. {w-1 ref=paper|1. A paper.}
== paper ==
{e-ada type=person name=Ada|Ada} {a-a.cue who=e-ada|said} {a-a|{c-b attribution=a-a text=Tea_is_hot.|tea is hot}}.
"""
FACTS = """
== corpus/facts.json ==
{"standoff": "1", "facts": [{"id": "f-hot", "text": "Tea is hot.", "claims": ["lexicon#c-a", "paper#c-b"],
 "by": "Ada", "date": "2021-03-10"}], "links": []}
"""


def test_a_cited_work_answers_for_the_claim(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(CITED)
    document = corpus.document("lexicon")
    assert [r.id for r in Roots(corpus, {}).of(document, document.claims["c-a"])] == ["paper"]


def test_a_cited_document_of_the_corpus_passes_on_its_own_roots(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(CITED + FACTS)
    document = corpus.document("lexicon")
    roots = Roots(corpus, decided_facts(corpus)).of(document, document.claims["c-a"])
    assert [r.id for r in roots] == ["paper#e-ada"]
