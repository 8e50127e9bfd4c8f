"""What `standoff new` suggests for a fresh text."""

from __future__ import annotations

from pathlib import Path

import pytest

from standoff.__main__ import main
from standoff.corpus import open_corpus
from standoff.model import RegistryEntity
from standoff.suggest import dated, suggest
from standoff.text import Text

REGISTRY = {one.id: one for one in (
    RegistryEntity(id="china", type="gpe", name="China"),
    RegistryEntity(id="scmp", type="org", name="South China Morning Post", aliases=("the Post",)),
    RegistryEntity(id="wapo", type="org", name="Washington Post", aliases=("the Post",)))}
TEXT = Text("China agreed, the South China\nMorning Post said.[3] Chinatown and the Post did not. (Lovelace, 1843)")


def test_the_longest_whole_name_is_found_and_a_shared_one_is_left_to_a_person() -> None:
    found = suggest(TEXT, REGISTRY, "en")
    assert {name: [TEXT.quote(p.start, p.end) for p in places] for name, places in found.entities.items()} == {
        "china": ["China"], "scmp": ["South China Morning Post"]}
    assert found.ambiguous == {"the Post": ["scmp", "wapo"]}
    assert [TEXT.quote(p.start, p.end) for p in found.cues] == ["said"]
    assert [TEXT.quote(p.start, p.end) for p in found.markers] == ["[3]", "(Lovelace, 1843)"]
    assert suggest(TEXT, REGISTRY, "de").cues == []


@pytest.mark.parametrize(("head", "day"), [
    ("River rises\n\nBy Jane Doe\nMarch 3, 2021\n\nOn May 4, 2020 it rained.\n", "2021-03-03"),
    ("Published: Wednesday, 3 Mar. 2021\nIt rained.\n", "2021-03-03"), ("2021-03-03\n3 March 2021\nIt rained.\n", "2021-03-03"),
    ("March 3, 2021\nMarch 4, 2021\n", None), ("It rained on March 3, 2021\n", None), ("February 30, 2021\n", None),
    ("Smarch 3, 2021\n", None), ("Updated March 3, 2021\n", None), ("x\n" * 12 + "March 3, 2021\n", None)])
def test_a_day_alone_on_a_line_near_the_top_dates_the_text(head: str, day: str | None) -> None:
    assert dated(Text(head)) == day


def test_new_marks_what_it_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", str(tmp_path), "--name", "x"])
    (tmp_path / "seeds" / "one.txt").write_text("Rain\n\nMarch 3, 2021\n\nIt rained.\n")
    (tmp_path / "seeds" / "two.txt").write_text("Rain\n\nMarch 3, 2021\n\nIt poured.\n")
    for words in (["one.txt"], ["two.txt", "--title", "Rain", "--date", "2021"]):
        assert main(["new", str(tmp_path / "seeds" / words[0]), *words[1:], "--root", str(tmp_path), "--by", "Ada"]) == 0
    assert capsys.readouterr().out.count("guessed from the text: title 'Rain'; date '2021-03-03'\n") == 1
    one, two = (open_corpus(tmp_path).document(name).file for name in ("one", "two"))
    assert one and one.meta.date == "2021-03-03" and one.meta.origin and one.meta.origin.inferred == ("title", "date")
    assert two and two.meta.date == "2021" and two.meta.origin is None
    assert main(["check", "--root", str(tmp_path)]) == 0


def test_new_prints_suggestions_and_writes_them_only_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", str(tmp_path), "--name", "x"])
    (tmp_path / "corpus" / "entities.json").write_text(
        '{\n  "standoff": "1",\n  "entities": [\n    {\n      "id": "china",\n      "type": "gpe",\n      "name": "China",\n'
        '      "aliases": []\n    }\n  ]\n}\n')
    for name in ("one", "two"):
        (tmp_path / "seeds" / f"{name}.txt").write_text(f"China said that. Then {name} heard it.\n")
    capsys.readouterr()
    assert main(["new", str(tmp_path / "seeds/one.txt"), "--root", str(tmp_path), "--by", "Ada"]) == 0
    out = capsys.readouterr().out
    assert "entity suggested: china (sentence 1)\n    standoff add one entity --ref china --all China\n" in out
    assert "reporting words: said (sentence 1)" in out
    assert main(["new", str(tmp_path / "seeds/two.txt"), "--root", str(tmp_path), "--by", "Ada", "--suggest"]) == 0
    one, two = (open_corpus(tmp_path).document(name).file for name in ("one", "two"))
    assert one and two and (one.entities, one.annotated[0].method, two.annotated[0].method) == ((), "manual", "assisted")
    assert [(e.id, e.ref, [m.quote for m in e.mentions]) for e in two.entities] == [("e-china", "china", ["China"])]
    assert main(["check", "--root", str(tmp_path)]) == 0
