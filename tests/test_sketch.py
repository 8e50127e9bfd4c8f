"""Sketches: marked text becomes a seed and an annotation file that prove each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from standoff.errors import UsageError
from standoff.reading import validate
from standoff.sketch import read_sketch, write_sketch
from standoff.store import read
from standoff.text import Text
from tests.conftest import CorpusOf, run_only


def test_offsets_and_quotes_prove_each_other() -> None:
    data, text = read_sketch("🧭 {e-b|Antony\n  Blinken} said {a-x.cue|so}.")
    span = data["entities"][0]["mentions"][0]
    assert text == "🧭 Antony\n  Blinken said so."
    assert span == {"start": 2, "end": 18, "quote": "Antony Blinken"}
    assert Text(text).quote(span["start"], span["end"]) == span["quote"]


def test_nesting_and_the_same_id_again() -> None:
    data, text = read_sketch("{c-x|{e-b|He} met} them {c-x|in {e-b|Rome}}.")
    assert text == "He met them in Rome."
    assert [span["quote"] for span in data["claims"][0]["spans"]] == ["He met", "in Rome"]
    assert [span["quote"] for span in data["entities"][0]["mentions"]] == ["He", "Rome"]


def test_roles_and_forms() -> None:
    data, _ = read_sketch("{a-x.source who=e-s|{e-s.nominal|sources}} {a-x.cue|said} {a-x|so}{x-a work=w-a|[1]}")
    attribution, citation = data["attributions"][0], data["citations"][0]
    assert {role: attribution[role][0]["quote"] for role in ("source", "cue", "content")} == {
        "source": "sources", "cue": "said", "content": "so"}
    assert data["entities"][0]["mentions"][0]["form"] == "nominal"
    assert citation["marker"]["quote"] == "[1]"


def test_values() -> None:
    data, _ = read_sketch("{c-x about=e-a,e-b text=It_was_so. negated=true time=2021-03|so} {e-a ref=a_b|A} {e-b|B}")
    claim = data["claims"][0]
    assert (claim["about"], claim["text"], claim["negated"], claim["time"]) == (["e-a", "e-b"], "It was so.", True,
                                                                               "2021-03")
    assert data["entities"][0] == {"id": "e-a", "ref": "a_b", "mentions": [{"start": 3, "end": 4, "quote": "A"}]}


def test_escapes() -> None:
    assert read_sketch(r"a \{b\} \| c")[1] == "a {b} | c"


@pytest.mark.parametrize("sketch", ["{nothing|x}", "a } b", "{c-x|never closed", "{c-x}"])
def test_broken_sketches_are_refused(sketch: str) -> None:
    with pytest.raises(UsageError, match="sketch"):
        read_sketch(sketch)


def test_omit_keeps_its_reason() -> None:
    data, _ = read_sketch("{omit why=heading|Key points} {omit|Page 1}")
    assert [(o["quote"], o["why"]) for o in data["omit"]] == [("Key points", "heading"), ("Page 1", "no-content")]


def test_what_a_sketch_leaves_out_is_valid() -> None:
    data, text = read_sketch("{e-b|B} {a-x.cue|said} {a-x|{c-x attribution=a-x|so}}{x-a work=w-a|[1]} {w-a|B. 2021.}")
    assert validate(data, "document", Text(text)).problems == []


def test_files_and_patches(corpus_of: CorpusOf, tmp_path: Path) -> None:
    corpus = corpus_of("""
        == news/one ==
        {e-b|B} spoke.
        @ /meta/title = "One"
        @ - /meta/voice
        == corpus/entities.json ==
        {"standoff": "1", "entities": []}
        @ /entities/- = {"id": "b", "type": "person", "name": "B", "aliases": []}
        == seeds/more.txt ==
        plain text
        """)
    assert [document.id for document in corpus.documents] == ["one"]
    value = corpus.documents[0].loaded.value
    assert value["id"] == "one" and value["meta"]["title"] == "One" and "voice" not in value["meta"]
    assert list(corpus.registry) == ["b"]
    assert (tmp_path / "seeds/more.txt").read_text() == "plain text"


def test_files_are_written_in_canonical_layout(corpus_of: CorpusOf) -> None:
    corpus = corpus_of('{e-b|B} and {e-a|A}.\n@ /meta/title = "Patched"')
    assert run_only(corpus, "file/not-canonical").findings == []


def test_rewriting_a_sketch_replaces_the_files(tmp_path: Path) -> None:
    write_sketch("{e-b|B} one", tmp_path)
    write_sketch("{e-b|B} two", tmp_path)
    assert (tmp_path / "seeds/sketch.txt").read_text() == "B two"
    assert read(tmp_path / "corpus/sketch.json").value["seed"]["length"] == 5
