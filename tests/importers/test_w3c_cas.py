"""W3C Web Annotation and UIMA CAS: our own corpus comes back whole; foreign annotations become entities or losses."""

from __future__ import annotations

import shutil
from pathlib import Path

import cassis
import pytest

from standoff.__main__ import main
from standoff.corpus import open_corpus
from standoff.store import ANY, json_bytes, write

CORPUS = Path(__file__).parents[2]


@pytest.mark.parametrize("format_", ["w3c", "cas"])
def test_our_own_corpus_comes_back_byte_for_byte(tmp_path: Path, format_: str) -> None:
    assert main(["export", format_, "--root", str(CORPUS), "--to", str(tmp_path / "out")]) == 0
    (tmp_path / "here" / "corpus").mkdir(parents=True)
    shutil.copy(CORPUS / "corpus" / "entities.json", tmp_path / "here" / "corpus")
    assert main(["import", format_, str(tmp_path / "out"), "--into", str(tmp_path / "here")]) == 0
    names = [document.name for document in open_corpus(CORPUS).documents]
    assert names and [document.name for document in open_corpus(tmp_path / "here").documents] == names
    for name in names:
        assert (tmp_path / "here" / name).read_bytes() == (CORPUS / name).read_bytes(), name


TEXT = "😀 Yang met Blinken. Yang left."


def annotation(value: str, selectors: list[object], **more: object) -> dict[str, object]:
    return {"type": "Annotation", "body": {"type": "TextualBody", "purpose": "tagging", "value": value},
            "target": {"source": "https://example.org/x.txt", "selector": selectors}, **more}


def test_tags_of_other_tools_become_entities_and_the_rest_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus").mkdir()
    write(tmp_path / "w" / "x.txt", TEXT.encode(), expected=None)
    write(tmp_path / "w" / "x.json", json_bytes([
        annotation("PER", [{"type": "TextPositionSelector", "start": 2, "end": 6}]),
        annotation("Person", [{"type": "TextPositionSelector", "start": 12, "end": 19},
                              {"type": "TextQuoteSelector", "exact": "Blinken"}]),  # UTF-16 units
        annotation("Org", [{"type": "TextQuoteSelector", "exact": "met"}]),
        annotation("Person", [{"type": "TextQuoteSelector", "exact": "Yang"}]),  # twice in the text
        annotation("funny", [{"type": "TextPositionSelector", "start": 2, "end": 6}])]), expected=None)
    assert main(["import", "w3c", str(tmp_path / "w"), "--into", str(tmp_path), "--by", "Ada"]) == 0
    said = capsys.readouterr()
    assert "annotation 4: a target has no place in the text" in said.err
    assert "whose body names no kind of entity has no place in the model (1 times" in said.out
    entities = open_corpus(tmp_path).document("x").entities
    assert {e.id: (e.type, [(m.start, m.quote) for m in e.mentions]) for e in entities.values()} == {
        "e-yang": ("person", [(2, "Yang")]), "e-blinken": ("person", [(11, "Blinken")]), "e-met": ("org", [(7, "met")])}
    assert main(["check", "--root", str(tmp_path)]) == 0


def test_named_entities_of_a_cas_become_entities(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus").mkdir()
    types = cassis.TypeSystem()
    entity = types.create_type(name="de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity")
    types.create_feature(entity, "value", "uima.cas.String")
    types.create_feature(entity, "identifier", "uima.cas.String")
    other = types.create_type(name="webanno.custom.Mood")
    cas = cassis.Cas(types)
    cas.sofa_string, cas.sofa_mime = TEXT, "text/plain"
    cas.add_all([entity(begin=2, end=6, value="PER", identifier="Q1"), other(begin=0, end=1)])
    write(tmp_path / "c" / "TypeSystem.xml", types.to_xml().encode(), expected=ANY)
    write(tmp_path / "c" / "x.xmi", cas.to_xmi().encode(), expected=ANY)
    write(tmp_path / "c" / "y.xmi", b"<broken", expected=ANY)
    assert main(["import", "cas", str(tmp_path / "c"), "--into", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert "y.xmi: cannot be read as a CAS" in said.err and "type webanno.custom.Mood have no place" in said.out
    (yang,) = open_corpus(tmp_path).document("x").entities.values()
    assert (yang.type, yang.name, yang.note, yang.mentions[0].start) == ("person", "Yang", "Q1", 2)
    assert main(["check", "--root", str(tmp_path)]) == 0
