"""Dedupe of a table: what is the same meets, what contradicts stays apart, nothing depends on order, bad tables are named."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from standoff.__main__ import main
from standoff.dedupe.table import keys
from standoff.dedupe.table.plan import dedupe
from standoff.dedupe.table.reading import meaning
from standoff.dedupe.table.run import room
from standoff.dedupe.table.source import Source
from tests.bench.dedupe_make import table as made

ROWS: list[dict[str, Any]] = [
    {"id": "a1", "text": "China sank 12 ships near the harbour of Geneva in a storm.", "time": "2021-03-18", "about": ["china"]},
    {"id": "a2", "text": "CHINA SANK 12 SHIPS NEAR THE HARBOUR OF GENEVA IN A STORM!", "time": None, "about": []},
    {"id": "a3", "text": "China sank twelve ships near the harbour of Geneva in a strom.", "time": "2021-03", "about": ["china"]},
    {"id": "b1", "text": "China sank 13 ships near the harbour of Geneva in a storm.", "time": "2021-03-18", "about": ["china"]},
    {"id": "c1", "text": "China did not sink 12 ships near the harbour of Geneva in a storm.", "time": None, "about": ["china"]},
    {"id": "d1", "text": "China sank 12 ships near the harbour of Geneva in a storm.", "time": "2022-01-01", "about": ["china"]},
    {"id": "e1", "text": "China sank 12 ships near the harbour of Geneva in a storm.", "time": "2021-03-18", "about": ["japan"]},
    {"id": "f1", "text": "China sank 12 ships near the airport of Geneva in a storm.", "time": None, "about": ["china"]},
    {"id": "g1", "text": "The trade envoys approved the steel treaty in Ottawa.", "time": None, "about": []},
    {"id": "g2", "text": "The trade envoys rejected the steel treaty in Ottawa.", "time": None, "about": []},
    {"id": "h1", "text": "", "time": None, "about": []}]


def facts(rows: list[dict[str, Any]]) -> dict[str, str]:
    found = dedupe(pa.Table.from_pylist(rows).sort_by("id"))
    return dict(zip(found.members["id"].to_pylist(), found.members["fact"].to_pylist(), strict=True))


def test_same_and_not_the_same() -> None:
    fact = facts(ROWS)
    assert fact["a1"] == fact["a2"] == fact["a3"] == "a1"
    assert len({fact[name] for name in ("a1", "b1", "c1", "d1", "e1", "f1", "g1", "g2", "h1")}) == 9


def test_links_say_why() -> None:
    found = dedupe(pa.Table.from_pylist(ROWS)).links.to_pylist()
    why = {(link["a"], link["b"]): (link["rel"], link["why"]) for link in found}
    assert why["a1", "b1"] == ("contradicts", "figures differ")
    assert why["a1", "c1"] == ("contradicts", "one is negated")
    assert why["a1", "d1"] == ("distinct", "different times")
    assert why["a1", "e1"] == ("distinct", "different entities")
    assert why["a1", "f1"] == ("distinct", "one word replaced")
    assert why["g1", "g2"] == ("contradicts", "opposite words")


TELLS, ROLES = "a word such as may, only, almost, tried to is in one", "others act or come first"


@pytest.mark.parametrize(("a", "b", "rel", "why"), [
    ("The gang robbed the old bank.", "The gang tried to rob the old bank.", "distinct", TELLS),
    ("The gang robbed the old bank.", "The gang may have robbed the old bank.", "distinct", TELLS),
    ("Citizens vote in the winter poll.", "Only citizens vote in the winter poll.", "distinct", TELLS),
    ("The diesel price fell 30 percent.", "The diesel price fell to 30 percent.", "distinct", TELLS),
    ("Some robots take most jobs.", "Some robots take most jobs?", "distinct", TELLS),
    ("Rescuers reached the deep cave.", "Rescuers failed to reach the deep cave.", "contradicts", "one is negated"),
    ("Ericsson sued Nokia over patents.", "Ericsson was sued by Nokia over patents.", "distinct", ROLES),
    ("Mia Torres hired Paul Kerr.", "Paul Kerr hired Mia Torres.", "distinct", ROLES),
    ("The dam broke before villages emptied.", "Villages emptied before the dam broke.", "distinct", ROLES),
    ("Police said the bridge of Geneva fell during a heavy autumn storm.",
     "The White House said the bridge of Geneva fell during a heavy autumn storm.", "distinct", "other words in one place"),
    ("Ericsson sued Nokia over patents.", "Nokia was sued by Ericsson over patents.", "same", ""),
    ("On Friday the dock strike ended.", "The dock strike ended on Friday.", "same", "")])
def test_words_that_tell(a: str, b: str, rel: str, why: str) -> None:
    # Among other claims, as weights of words are those of a table.
    rows = [{"id": f"z{n}", "text": text} for n, text in enumerate(made(300, seed=2)["text"].to_pylist())]
    found = dedupe(pa.Table.from_pylist([{"id": "a", "text": a}, {"id": "b", "text": b}, *rows]))
    fact = dict(zip(found.members["id"].to_pylist(), found.members["fact"].to_pylist(), strict=True))
    links = [(link["rel"], link["why"]) for link in found.links.to_pylist() if {link["a"], link["b"]} == {"a", "b"}]
    assert (fact["a"] == fact["b"], links) == ((True, []) if rel == "same" else (False, [(rel, why)]))


def test_no_order_shows() -> None:
    rows = made(3000, hot=200).to_pylist()
    tables = []
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        tables.append(dedupe(pa.Table.from_pylist(rows).sort_by("id")))
    assert all(found.members.equals(tables[0].members) and found.links.equals(tables[0].links)
               and found.facts.equals(tables[0].facts) for found in tables)


def test_known_truth() -> None:
    """Exact and case copies always meet; pairs are right far more often than not."""
    table = made(8000, seed=3, hot=500).sort_by("id")
    found = dedupe(table)
    fact, truth, how = (found.members["fact"].to_pylist(), table["truth"].to_pylist(), table["how"].to_pylist())
    heads = {t: f for t, f, h in zip(truth, fact, how, strict=True) if h in ("first", "negative")}
    plain = [(heads[t], f) for t, f, h in zip(truth, fact, how, strict=True) if h in ("exact", "case") and t in heads]
    assert len(plain) > 300 and all(a == b for a, b in plain)
    pairs = set(zip(truth, fact, strict=True))
    assert len(pairs) - len(set(truth)) < 0.06 * len(set(truth))  # facts split over several
    assert len(pairs) - len(set(fact)) < 0.02 * len(set(fact))  # facts that hold several
    assert found.counts["candidates"] < 10 * table.num_rows


@pytest.mark.parametrize(("word", "is_"), [("the", ""), ("not", "!"), ("twelve", "#12"), ("12", "#12"), ("ships", "ship"),
                                           ("million", "#million")])
def test_meaning(word: str, is_: str) -> None:
    assert meaning(word) == is_


def write(path: Path, columns: dict[str, Any]) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_the_command_writes_three_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "claims.parquet"
    pq.write_table(pa.Table.from_pylist(ROWS), path)
    out = tmp_path / "out"
    assert main(["dedupe", str(path), "--out", str(out)]) == 0
    assert "11 claims: 9 facts" in capsys.readouterr().out
    assert sorted(each.name for each in out.iterdir()) == ["counts.json", "facts.parquet", "links.parquet", "members.parquet"]
    assert pq.read_table(out / "members.parquet").num_rows == 11
    assert main(["dedupe", str(path), "--out", str(out)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["claims.parquet", "out"]


@pytest.mark.parametrize(("columns", "code", "said"), [
    ({"id": ["a"], "txt": ["x"]}, 1, "no column text"), ({"id": ["a", "a"], "text": ["x", "y"]}, 1, "'a' twice"),
    ({"id": ["a", None], "text": ["x", "y"]}, 1, "without id or text"),
    ({"id": ["a"], "text": ["x"], "time": ["soon"]}, 1, "'soon' is no date")])
def test_bad_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str], columns: dict[str, Any], code: int, said: str) -> None:
    path = write(tmp_path / "claims.parquet", columns)
    assert main(["dedupe", str(path), "--out", str(tmp_path / "out")]) == code
    assert said in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_no_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dedupe", str(tmp_path / "none.parquet"), "--out", str(tmp_path / "out")]) == 2
    (tmp_path / "text.parquet").write_text("no parquet")
    assert main(["dedupe", str(tmp_path / "text.parquet"), "--out", str(tmp_path / "out")]) == 1
    assert "no such file" in (said := capsys.readouterr().err) and "cannot be read as Parquet" in said


def test_paraphrases_meet_inside_a_group(tmp_path: Path) -> None:
    from tests.dedupe.test_group import TEXTS
    rows = [{"id": f"{topic}{name}", "text": text, "group": topic} for topic in "xy" for name, text in TEXTS.items()]
    path = tmp_path / "claims.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    assert main(["dedupe", str(path), "--out", str(tmp_path / "out")]) == 0
    members = {row["id"]: row["fact"] for row in pq.read_table(tmp_path / "out" / "members.parquet").to_pylist()}
    assert members["xt#1"] == members["xt#2"] == "xt#1" and members["yt#5"] == members["yt#6"] == "yt#5"
    assert members["xt#3"] != members["xt#7"]
    links = pq.read_table(tmp_path / "out" / "links.parquet").to_pylist()
    ends = {members["xt#3"], members["xt#7"]}
    assert [link["rel"] for link in links if {link["a"], link["b"]} == ends] == ["contradicts"]


def test_vectors_need_groups(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "claims.parquet", {"id": ["a"], "text": ["x"]})
    assert main(["dedupe", str(path), "--out", str(tmp_path / "out"), "--semantic"]) == 2
    assert "column group" in capsys.readouterr().err


def test_an_empty_table(tmp_path: Path) -> None:
    path = write(tmp_path / "claims.parquet", {"id": pa.array([], pa.string()), "text": pa.array([], pa.string())})
    assert main(["dedupe", str(path), "--out", str(tmp_path / "out")]) == 0
    assert pq.read_table(tmp_path / "out" / "facts.parquet").num_rows == 0


def test_memory_is_refused_or_kept_without_a_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "claims.parquet"
    pq.write_table(made(2000, seed=4), path)
    asked = ["dedupe", str(path), "--out", str(tmp_path / "out")]
    assert main([*asked, "--memory", "0.2"]) == 2
    assert "--memory" in capsys.readouterr().err and not (tmp_path / "out").exists()
    assert room(path, None) == room(path, 100) != room(path, 0.28)
    assert main([*asked, "--memory", "0.28"]) == 0
    assert main([*asked[:3], str(tmp_path / "roomy")]) == 0
    for name in ("facts.parquet", "members.parquet", "links.parquet", "counts.json"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "roomy" / name).read_bytes()


def test_no_block_of_rows_and_no_slice_of_keys_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    table = made(3000, seed=9, hot=200)
    whole = dedupe(table)
    for batch in (1, 7, 1000):
        monkeypatch.setattr(keys, "_SLICE", batch)
        found = dedupe(Source(table.slice(0, 600) if batch == 1 else table, batch))
        other = dedupe(table.slice(0, 600)) if batch == 1 else whole
        assert found.members.equals(other.members) and found.links.equals(other.links) and found.facts.equals(other.facts)


@pytest.mark.parametrize(("columns", "said"), [
    ({"id": pa.array(["a"]), "text": pa.array([["x"]])}, "column text of type list"),
    ({"id": pa.array(["a"]), "text": pa.array([b"\xff\xfe"])}, "column text of type binary"),
    ({"id": pa.array(["a"]), "text": pa.array(["x"]), "about": pa.array([{"x": 1}])}, "column about of type struct")])
def test_columns_of_the_wrong_type(tmp_path: Path, capsys: pytest.CaptureFixture[str], columns: dict[str, Any], said: str) -> None:
    path = write(tmp_path / "claims.parquet", columns)
    assert main(["dedupe", str(path), "--out", str(tmp_path / "out")]) == 1
    assert said in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_huge_texts_and_numbers_as_ids(tmp_path: Path) -> None:
    long = "harbour storm " * 200_000
    path = write(tmp_path / "claims.parquet", {"id": [2, 1, 3], "text": [long, long.upper(), "a storm"]})
    assert main(["dedupe", str(path), "--out", str(tmp_path / "out")]) == 0
    assert [row["fact"] for row in pq.read_table(tmp_path / "out" / "members.parquet").to_pylist()] == ["1", "1", "3"]


def test_foreign_files_stay_and_a_full_disk_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "claims.parquet", {"id": ["a"], "text": ["x"]})
    (out := tmp_path / "out").mkdir()
    (out / "mine.txt").write_text("mine")
    assert main(["dedupe", str(path), "--out", str(out)]) == 2
    assert "exists already" in capsys.readouterr().err and [each.name for each in out.iterdir()] == ["mine.txt"]

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(pq, "write_table", full)
    assert main(["dedupe", str(path), "--out", str(tmp_path / "new")]) == 2
    assert "No space left" in capsys.readouterr().err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["claims.parquet", "out"]
