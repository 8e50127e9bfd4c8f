"""Decisions: written as ordinary facts and links, refused where they contradict, never lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from standoff.corpus import Corpus, open_corpus
from standoff.dedupe.decide import Decision, decide
from standoff.errors import ConflictError, DataError, UsageError
from tests.conftest import run_only

from .conftest import Build, fact, link


def write(corpus: Corpus, a: str, relation: str, b: str, why: str = "read both", by: str = "Bob") -> list[str]:
    return decide(corpus, Decision(a, b, relation, by, "2021-05-01", why))  # type: ignore[arg-type]


def facts(corpus: Corpus, name: str = "facts.json") -> dict[str, Any]:
    value: dict[str, Any] = json.loads((corpus.root / "corpus" / name).read_bytes())
    return value


def clean(corpus: Corpus) -> bool:
    """No fault in the format, the layout or the decisions."""
    result = run_only(open_corpus(corpus.root), "file/", "fact/", "id/")
    return not [f for f in result.findings if f.file.startswith("corpus/facts") and f.severity.word == "error"]


def test_a_first_decision_makes_the_file(build: Build) -> None:
    corpus = build()
    done = write(corpus, "alpha#c-met", "same", "beta#c-met")
    (made,) = facts(corpus)["facts"]
    assert made["claims"] == ["alpha#c-met", "beta#c-met"] and made["text"].startswith("China and the United States")
    assert (made["by"], made["date"], made["note"]) == ("Bob", "2021-05-01", "read both")
    assert 900 <= made["score"] <= 1000
    assert made["id"].startswith("f-") and made["id"] in done[0] and done[1] == "wrote corpus/facts.json"
    assert clean(corpus)


def test_a_claim_joins_a_fact_that_is_there(build: Build) -> None:
    corpus = build({"facts": [fact("f-met", "gamma#c-met", "beta#c-met", note="Old.", ext={"x": 1})]})
    write(corpus, "alpha#c-met", "same", "gamma#c-met", why="New.")
    (made,) = facts(corpus)["facts"]
    assert made["claims"] == ["alpha#c-met", "beta#c-met", "gamma#c-met"]
    assert (made["note"], made["ext"], made["by"]) == ("Old. New.", {"x": 1}, "Bob")
    assert clean(corpus)


def test_two_facts_merge_and_the_old_id_is_remembered(build: Build) -> None:
    corpus = build({"facts": [fact("f-met", "alpha#c-met", "beta#c-met"),
                              fact("f-again", "gamma#c-met", "gamma#c-met-again", was=["f-older"])],
                    "links": [link("f-again", "distinct", "alpha#c-fair"), link("f-met", "distinct", "alpha#c-fair"),
                              link("beta#c-secret", "entails", "f-again")]})
    write(corpus, "alpha#c-met", "same", "gamma#c-met")
    value = facts(corpus)
    (made,) = value["facts"]
    assert (made["id"], made["was"]) == ("f-met", ["f-again", "f-older"])
    assert len(made["claims"]) == 4
    assert [(each["a"], each["rel"], each["b"]) for each in value["links"]] == [
        ("beta#c-secret", "entails", "f-met"), ("f-met", "distinct", "alpha#c-fair")]
    assert clean(corpus)


@pytest.mark.parametrize(("relation", "a", "b"), [
    ("entails", "beta#c-secret", "alpha#c-met"), ("contradicts", "alpha#c-fair", "gamma#c-unfair"),
    ("distinct", "alpha#c-fair", "alpha#c-ships")])
def test_links(build: Build, relation: str, a: str, b: str) -> None:
    corpus = build()
    write(corpus, a, relation, b)
    (made,) = facts(corpus)["links"]
    assert (made["a"], made["rel"], made["b"], made["why"]) == (a, relation, b, "read both")
    assert clean(corpus)


def test_a_symmetric_link_is_written_one_way(build: Build) -> None:
    corpus = build()
    write(corpus, "gamma#c-unfair", "contradicts", "alpha#c-fair")
    assert facts(corpus)["links"][0]["a"] == "alpha#c-fair"


def test_a_link_says_why(build: Build) -> None:
    with pytest.raises(UsageError, match="says why"):
        write(build(), "alpha#c-fair", "distinct", "gamma#c-unfair", why="")


@pytest.mark.parametrize(("relation", "a", "b", "named"), [
    ("same", "alpha#c-met", "gamma#c-met", "f-met is distinct from gamma#c-met"),
    ("same", "beta#c-secret", "beta#c-met", "beta#c-secret entails f-met"),
    ("entails", "alpha#c-met", "beta#c-secret", "beta#c-secret entails f-met"),
    ("distinct", "alpha#c-met", "beta#c-met", "f-met holds both"),
    ("contradicts", "alpha#c-met", "beta#c-met", "f-met holds both"),
    ("contradicts", "alpha#c-met", "beta#c-secret", "beta#c-secret entails f-met"),
    ("same", "beta#c-secret", "alpha#c-ships", "beta#c-secret entails f-met; f-met contradicts alpha#c-ships"),
    ("entails", "alpha#c-ships", "beta#c-secret", "f-met contradicts alpha#c-ships; beta#c-secret entails f-met"),
])
def test_what_contradicts_is_refused_with_the_way_to_it(build: Build, relation: str, a: str, b: str, named: str) -> None:
    corpus = build({"facts": [fact("f-met", "alpha#c-met", "beta#c-met")], "links": [
        link("beta#c-met", "distinct", "gamma#c-met"), link("beta#c-secret", "entails", "f-met"),
        link("f-met", "contradicts", "alpha#c-ships")]})
    before = (corpus.root / "corpus/facts.json").read_bytes()
    with pytest.raises(UsageError, match="contradicts an earlier decision") as refused:
        write(corpus, a, relation, b)
    assert all(part in str(refused.value) for part in named.split("; "))
    assert (corpus.root / "corpus/facts.json").read_bytes() == before


def test_joined_claims_may_not_stand_in_two_relations_to_a_third(build: Build) -> None:
    corpus = build({"links": [link("alpha#c-met", "distinct", "alpha#c-fair"),
                              link("beta#c-met", "contradicts", "alpha#c-fair")]})
    with pytest.raises(UsageError, match=r"alpha#c-met is distinct from alpha#c-fair; beta#c-met contradicts"):
        write(corpus, "alpha#c-met", "same", "beta#c-met")


def test_a_decision_is_taken_once(build: Build) -> None:
    corpus = build({"facts": [fact("f-met", "alpha#c-met", "beta#c-met")],
                    "links": [link("alpha#c-fair", "contradicts", "gamma#c-unfair")]})
    for a, relation, b in (("alpha#c-met", "same", "beta#c-met"), ("gamma#c-unfair", "contradicts", "alpha#c-fair")):
        with pytest.raises(UsageError, match="decided already"):
            write(corpus, a, relation, b)


def test_kinds_that_no_fact_may_join(build: Build) -> None:
    documents = {"alpha": {"c-met kind=evaluation": "They met."}, "beta": {"c-met": "They met."}}
    with pytest.raises(UsageError, match="evaluation"):
        write(build(documents=documents), "alpha#c-met", "same", "beta#c-met")


def test_two_writers_clash_loudly(build: Build) -> None:
    corpus = build({"facts": [fact("f-met", "alpha#c-met", "beta#c-met")]})
    mine, theirs = open_corpus(corpus.root), open_corpus(corpus.root)
    for each in (mine, theirs):
        assert each.facts  # both have read the file
    write(theirs, "gamma#c-met", "same", "alpha#c-met", by="Cy")
    with pytest.raises(ConflictError):
        write(mine, "alpha#c-fair", "contradicts", "gamma#c-unfair")
    assert "gamma#c-met" in facts(corpus)["facts"][0]["claims"] and not facts(corpus)["links"]


def test_two_first_writers_clash_too(build: Build) -> None:
    mine = build()
    assert not mine.facts
    write(open_corpus(mine.root), "alpha#c-met", "same", "beta#c-met")
    with pytest.raises(ConflictError):
        write(mine, "alpha#c-fair", "contradicts", "gamma#c-unfair")


def test_a_file_with_faults_is_left_alone(build: Build) -> None:
    corpus = build({"facts": [fact("f-met", "alpha#c-met")]})
    with pytest.raises(DataError, match="faults"):
        write(corpus, "alpha#c-met", "same", "beta#c-met")


def test_shards(build: Build) -> None:
    corpus = build()
    folder = corpus.root / "corpus/facts"
    folder.mkdir()
    (folder / "alpha.json").write_text(json.dumps({
        "standoff": "1", "facts": [fact("f-met", "alpha#c-met", "beta#c-met")], "links": []}), encoding="utf-8")
    write(open_corpus(corpus.root), "gamma#c-met", "same", "gamma#c-met-again")
    assert facts(corpus, "facts/gamma.json")["facts"][0]["claims"] == ["gamma#c-met", "gamma#c-met-again"]
    write(open_corpus(corpus.root), "gamma#c-met", "same", "alpha#c-met")
    assert facts(corpus, "facts/alpha.json")["facts"] == []
    assert len(facts(corpus, "facts/gamma.json")["facts"][0]["claims"]) == 4
    assert clean(corpus)


def test_ids_are_never_taken_twice(build: Build) -> None:
    corpus = build()
    first = write(corpus, "alpha#c-ships", "same", "beta#c-ships")[0].partition(":")[0]
    corpus = build({"facts": [fact("f-x", "alpha#c-met", "beta#c-met", was=[first])]})
    second = write(open_corpus(corpus.root), "alpha#c-ships", "same", "beta#c-ships")[0].partition(":")[0]
    assert second == f"{first}-2"
