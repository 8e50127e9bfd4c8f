"""fact/, registry/, corpus/ and excuse/: what only the whole corpus can tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from standoff.corpus import open_corpus
from tests.conftest import CorpusOf, Found, run_only

CLAIMS = " ".join(f"{{c-{letter}|claim {letter}}}" for letter in "abcdef")


def facts(*links: str, **members: str) -> str:
    """A sketch with the facts f-<name> of claims ('ab': sketch#c-a and sketch#c-b) and links ('f-a distinct c-b')."""
    def end(name: str) -> str:
        return name if name.startswith("f-") else f"sketch#{name}"
    data: dict[str, Any] = {"standoff": "1", "facts": [
        {"id": f"f-{name}", "text": "It is so.", "claims": [f"sketch#c-{letter}" for letter in letters], "by": "A",
         "date": "2021"} for name, letters in members.items()], "links": []}
    for link in links:
        a, rel, b = link.split()
        data["links"].append({"a": end(a), "b": end(b), "rel": rel, "why": "w", "by": "A", "date": "2021"})
    return f"{CLAIMS}\n== corpus/facts.json ==\n{json.dumps(data)}"


@pytest.mark.parametrize(("sketch", "paths"), [
    (facts("c-a distinct c-b", ab="ab"), ["sketch#c-a = f-ab = sketch#c-b"]),
    (facts("c-a contradicts f-ab", ab="ab"), ["sketch#c-a = f-ab"]),
    (facts("f-ab distinct f-cd", "f-ab entails f-cd", "f-cd entails f-ab", ab="ab", cd="cd"), ["f-ab = f-cd"]),
    (facts("c-a distinct c-e", "c-b entails c-c", "c-d entails c-a", "f-cd entails c-f", "c-f entails f-cd",
           "c-f entails c-e", "c-e entails c-f", ab="ab", cd="cd"),
     ["sketch#c-a = f-ab = f-cd = sketch#c-f = sketch#c-e"]),
    (facts("f-ab distinct f-cd", "f-ab entails f-cd", ab="ab", cd="cd"), []),
    (facts("c-a distinct c-c", ab="ab", cd="cd"), []),
])
def test_decisions_that_contradict_each_other(found: Found, sketch: str, paths: list[str]) -> None:
    assert [f.message.split("one: ")[1] for f in found(sketch, "fact/distinct-but-merged")] == paths


@pytest.mark.parametrize(("sketch", "count"), [
    (facts("c-a entails c-b", "c-b entails c-a"), 0),
    (facts("c-a entails c-b", "c-a entails c-b"), 1),
    (facts("c-a distinct c-c", "c-b distinct c-d", ab="ab", cd="cd"), 1),
    (facts("c-a contradicts c-b", "c-b contradicts c-a"), 1),
    (facts("c-a entails c-b", "c-b distinct c-a"), 1),
    (facts("c-a entails c-b", "c-b entails c-a", "c-a entails c-b"), 1),
    (facts("c-a entails c-b", "c-a entails c-c"), 0),
])
def test_one_pair_has_one_link(found: Found, sketch: str, count: int) -> None:
    assert len(found(sketch, "fact/two-links")) == count


@pytest.mark.parametrize(("sketch", "cycles"), [
    (facts("c-a entails c-b", "c-b entails c-c"), []),
    (facts("c-a entails c-b", "c-b entails c-a"), ["sketch#c-a entails sketch#c-b entails sketch#c-a"]),
    (facts("c-c entails c-e", "c-e entails c-d", "c-a entails c-c", cd="cd"), ["f-cd entails sketch#c-e entails f-cd"]),
    (facts("c-a entails c-b", "c-b entails c-c", "c-c entails c-a", "c-d entails c-a", "c-e entails c-f",
           "c-f entails c-e"),
     ["sketch#c-a entails sketch#c-b entails sketch#c-c entails sketch#c-a",
      "sketch#c-e entails sketch#c-f entails sketch#c-e"]),
    (facts("c-a entails c-b", ab="ab"), []),
])
def test_entailment_in_a_circle(found: Found, sketch: str, cycles: list[str]) -> None:
    assert sorted(finding.message for finding in found(sketch, "fact/entails-cycle")) == cycles


def test_a_link_with_itself(found: Found) -> None:
    findings = found(facts("c-a entails c-b", "c-c distinct c-c", "c-d distinct c-e", ab="ab"), "fact/self-link")
    assert [finding.message for finding in findings] == [
        "sketch#c-a entails sketch#c-b: both are f-ab now", "sketch#c-c distinct sketch#c-c"]


def test_members(found: Found) -> None:
    sketch = facts(ax="ax", aba="aba")
    assert [f.path for f in found(sketch, "fact/missing-member")] == [("facts", 0, "claims", 1)]
    assert [f.path for f in found(sketch, "fact/claimed-twice")] == [("facts", 1, "claims", 0),
                                                                    ("facts", 1, "claims", 2)]


def test_members_in_documents_that_were_not_asked_for(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(facts(ab="ab") + "\n== other ==\n{c-x|x}")
    assert run_only(corpus, "fact/", "id/", documents=["other"]).findings == []


def test_a_bad_member_is_not_missing(found: Found) -> None:
    sketch = facts(ab="ab").replace("\n==", "\n@ /claims/0/stance = 5\n==", 1)
    assert found(sketch, "fact/missing-member") == []


@pytest.mark.parametrize(("kinds", "mixed"), [
    (("factual", "prediction"), False), (("evaluation", "prescription"), False), (("factual", "evaluation"), True),
    (("prescription", "prediction"), True)])
def test_kinds_in_a_fact(found: Found, kinds: tuple[str, str], mixed: bool) -> None:
    sketch = facts(ab="ab").replace("{c-a|", f"{{c-a kind={kinds[0]}|").replace("{c-b|", f"{{c-b kind={kinds[1]}|")
    assert bool(found(sketch, "fact/mixed-kinds")) is mixed


def test_what_does_not_belong_into_the_folder(corpus_of: CorpusOf) -> None:
    root = corpus_of("{c-a|a}").root
    folder = root / "corpus"
    for name in ("notes.txt", "Ada.json", "audit.json", "a b.json", "x.JSON"):
        (folder / name).write_text("{}")
    (folder / "link.json").symlink_to(folder / "sketch.json")
    (folder / "folder").symlink_to(root)
    (folder / "audit").mkdir()
    (folder / "audit" / "any.csv").write_text("")
    findings = run_only(open_corpus(root), "corpus/").findings
    assert {(finding.check, Path(finding.file).name) for finding in findings} == {
        ("corpus/stray-file", "notes.txt"), ("corpus/stray-file", "x.JSON"), ("corpus/odd-name", "x.JSON"),
        ("corpus/odd-name", "Ada.json"), ("corpus/odd-name", "a b.json"), ("corpus/odd-name", "audit.json"),
        ("corpus/link", "link.json"), ("corpus/link", "folder")}


def test_names_that_are_one_elsewhere(corpus_of: CorpusOf) -> None:
    root = corpus_of("{c-a|a}").root
    (root / "corpus/Sketch.json").write_text("{}")
    (root / "corpus/cafe\u0301.json").write_text("{}")
    (root / "corpus/caf\u00e9.json").write_text("{}")
    twins = [f.message for f in run_only(open_corpus(root), "corpus/odd-name").findings if "one file with" in f.message]
    assert sorted(message.split()[4] for message in twins) == ["corpus/Sketch.json", "corpus/cafe\u0301.json"]


def test_a_second_annotation_of_another_document(found: Found) -> None:
    assert "no document 'two'" in found("{c-a|a}\n== second/ada/two ==\n{c-a|a}", "corpus/second-mismatch")[0].message


def test_excuses_are_judged_only_where_their_check_looked(corpus_of: CorpusOf) -> None:
    sketch = '{e-a|Ada}.\n@ /entities/0/ok = {"entity/unused": "x", "span/drifted": "y", "span/nothing": "z"}'
    ran = run_only(corpus_of(sketch), "excuse/", "span/drifted").findings
    assert [(finding.check, finding.path[-1]) for finding in ran] == [
        ("excuse/unused", "span/drifted"), ("excuse/unknown", "span/nothing")]
    skipped = run_only(corpus_of(f'{sketch}\n@ /layers/entities = "none"'), "excuse/", "entity/unused").findings
    assert [finding.check for finding in skipped] == ["excuse/unknown"]
    assert [edit.path for finding in ran if finding.fix for edit in finding.fix.edits] == [
        ("entities", 0, "ok", "span/drifted"), ("entities", 0, "ok", "span/nothing")]


def test_the_last_excuse_takes_the_key_with_it(found: Found) -> None:
    (finding,) = found('{e-a|Ada}.\n@ /entities/0/ok = {"span/nothing": "z"}', "excuse/unknown")
    assert finding.fix and finding.fix.safe and finding.fix.edits[0].path == ("entities", 0, "ok")
