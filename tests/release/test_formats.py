"""One release, eight formats: row for row and value for value the same, whatever the texts hold."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import cassis
import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import standoff
from standoff.corpus import open_corpus
from standoff.csvfile import guarded, read_csv, unguarded
from standoff.release.build import build
from standoff.rows import TABLES
from standoff.sketch import write_sketch

HARD = ["tea", "🍵", "👩‍👩‍👧", "é", "क्षि", "“quoted”", "'", '"', "=SUM(A1)", "+1", "-1", "@x", "\t", "שלום", "العربية", "中文",
        "a,b;c", "\\n", "\u00a0", "#", "T1", "&amp;<b>", "﹏", "𝔸", "it's", "U.S.", "％", "\u200b", "'=1", "NULL", "", "0"]
words = st.lists(st.sampled_from(HARD), min_size=1, max_size=5).map(" ".join).map(str.strip)
plain = words.filter(lambda text: text.strip() and not re.search(r"[{}|]", text))
broken = st.tuples(plain, plain).map("\n".join)
body = st.one_of(plain, broken)


@st.composite
def sketches(draw: st.DrawFn) -> str:
    """A corpus of two documents, one shown whole and one in excerpts, with nested and overlapping spans."""
    parts = []
    for name, policy in (("one", "full"), ("two", draw(st.sampled_from(["excerpts", "none", "full"])))):
        pieces, patches = [draw(plain)], [f'@ /meta/rights/text = "{policy}"', f"@ /meta/title = {json.dumps(draw(plain))}"]
        count = draw(st.integers(1, 4))
        for n in range(count):
            inner, tail = draw(body), draw(body)
            pieces.append(f"{{e-e{n} type=person|{draw(plain)}}} {{a-a{n}.cue who=e-e{n}|{draw(plain)}}} "
                          f"{{a-a{n}|{{c-c{n} attribution=a-a{n} about=e-e{n}|{inner}}} , {tail}}} .")
            patches.append(f"@ /claims/{n}/text = {json.dumps(draw(words.filter(bool)))}")
            if draw(st.booleans()):
                patches.append(f"@ /claims/{n}/note = {json.dumps(draw(words.filter(bool)))}")
        pieces.append("{omit|" + draw(plain) + "}")
        parts.append(f"== {name} ==\n" + "\n".join(pieces) + "\n" + "\n".join(patches))
    return "\n".join(parts)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(sketches())
def test_all_formats_say_the_same(sketch: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_sketch(sketch, Path(folder))
        built = build(open_corpus(folder), Path(folder) / "dist").folder
        prove_tables(built, "corpus")
        for document in open_corpus(folder).documents:
            assert document.text is not None
            prove_spans(built, document.id, document.text.raw)


@pytest.mark.slow
def test_all_formats_say_the_same_of_this_corpus(tmp_path: Path) -> None:
    corpus = open_corpus(Path(__file__).parents[2])
    built = build(corpus, tmp_path).folder
    prove_tables(built, corpus.config.name)
    for document in corpus.documents:
        assert document.text is not None
        prove_spans(built, document.id, document.text.raw)


def prove_tables(folder: Path, name: str) -> None:
    data = standoff.load(folder)
    base = sqlite3.connect(folder / f"{name}.sqlite")
    for table in TABLES:
        rows = [json.loads(line) for line in (folder / f"jsonl/{table}.jsonl").read_bytes().split(b"\n") if line]
        assert [dataclasses.asdict(row) for row in getattr(data, table)] == rows
        assert pq.read_table(folder / f"parquet/{table}.parquet").to_pylist() == rows
        assert [dataclasses.asdict(row) for row in read_csv(folder / f"csv/{table}.csv", table)] == rows
        cursor = base.execute(f'SELECT * FROM "{table}"')
        assert [dict(zip([d[0] for d in cursor.description], row, strict=True)) for row in cursor] == rows
        with (folder / f"csv/{table}.csv").open(encoding="utf-8", newline="") as file:
            cells = [cell for line in list(csv.reader(file))[1:] for cell in line]
        assert not [cell for cell in cells if re.match(r"[=+@\t＝＋－＠]|-[^0-9]", cell)]
        duck = duckdb.read_csv(str(folder / f"csv/{table}.csv"), header=True, all_varchar=True, sep=",", quotechar='"',
                               escapechar='"', null_padding=False, auto_detect=False,
                               columns=dict.fromkeys([d[0] for d in cursor.description], "VARCHAR"))
        assert len(duck.fetchall()) == len(rows)
    base.close()


def prove_spans(folder: Path, document: str, text: str) -> None:
    data = standoff.load(folder)
    whole = data.documents[document].text_policy == "full"
    spans = {(s.owner, s.role, s.n): (s.start_char, s.end_char) for s in data.spans if s.document == document}
    page = json.loads((folder / f"annotations/w3c/{document}.jsonld").read_text())
    quotes = {(s.owner, s.role, s.n): s.quote for s in data.spans}
    found: dict[Any, tuple[int, int]] = {}
    for item in page["items"]:
        owner, role, n = item["id"].removeprefix("urn:standoff:").split(":", 2)[2].rsplit("/", 2)
        position, *quote = item["target"]["selector"]
        found[owner, role, int(n)] = position["start"], position["end"]
        exact = quote[0]["exact"] if quote else None
        assert exact == (text[position["start"]:position["end"]] if whole else quotes[owner, role, int(n)])
    assert found == spans
    for name in ("brat", "cas", "tokens"):
        assert bool(list((folder / "annotations" / name).glob(f"{document}.*"))) is whole
    if whole:
        assert brat_spans(folder, document, text) == spans
        assert cas_spans(folder, document, text) == spans
        local = {(role, owner.rpartition("#")[2], *place) for (owner, role, _), place in spans.items() if role != "omit"}
        local |= {("omit", s.why or "omit", s.start_char, s.end_char) for s in data.spans
                  if s.role == "omit" and s.document == document}
        assert token_spans(folder, document, text) == local


def brat_spans(folder: Path, document: str, text: str) -> dict[Any, tuple[int, int]]:
    base = folder / "annotations/brat"
    assert (base / f"{document}.txt").read_bytes().decode() == text
    places, notes = {}, {}
    for line in (base / f"{document}.ann").read_bytes().decode().split("\n"):
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            head, _, shown = rest.partition("\t")
            pieces = [tuple(map(int, piece.split())) for piece in head.partition(" ")[2].split(";")]
            assert " ".join(text[a:b] for a, b in pieces) == shown and "\n" not in shown
            places[name] = pieces[0][0], pieces[-1][1]
        elif name.startswith("#"):
            head, _, note = rest.partition("\t")
            owner, role, n = note.rsplit(" ", 2)
            notes[owner, role, int(n)] = head.split()[1]
    return {key: places[name] for key, name in notes.items()}


def cas_spans(folder: Path, document: str, text: str) -> dict[Any, tuple[int, int]]:
    base = folder / "annotations/cas"
    with (base / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    with (base / f"{document}.xmi").open("rb") as file:
        cas = cassis.load_cas_from_xmi(file, typesystem=types)
    assert cas.sofa_string == text
    return {(a.owner, a.role, a.n): (a.begin, a.end) for a in cas.select("standoff.Span")}


def token_spans(folder: Path, document: str, text: str) -> set[tuple[str, str, int, int]]:
    head, *lines = (folder / f"annotations/tokens/{document}.tsv").read_bytes().decode().split("\n")
    columns = head.split("\t")
    found: set[tuple[str, str, int, int]] = set()
    rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines if line]
    assert all(text[int(r["start_char"]):int(r["end_char"])] == r["token"] for r in rows)
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", "".join(r["token"] for r in rows))
    for column in columns[4:]:
        role, start, end, name = column.rpartition("_")[0], 0, 0, ""
        for row in [*rows, {column: "O"}]:
            if name and row[column] != f"I-{name}":
                found.add((role, name, start, end))
                name = ""
            if row[column].startswith("B-"):
                name, start = row[column][2:], int(row["start_char"])
            end = int(row.get("end_char", 0))
    return found


@given(st.text())
def test_a_guarded_cell_gives_its_text_back(text: str) -> None:
    cell = guarded(text)
    assert unguarded(cell) == text and cell and cell[0] not in "=+-@\t\r＝＋－＠"


def test_a_text_that_xml_cannot_hold_is_written_as_json_cas(tmp_path: Path) -> None:
    write_sketch("{c-a|form\x0cfeed} 🍵 {c-b|after}", tmp_path)
    folder = build(open_corpus(tmp_path), tmp_path / "dist").folder / "annotations/cas"
    with (folder / "sketch.json").open("rb") as file:
        cas = cassis.load_cas_from_json(file)
    assert [a.get_covered_text() for a in cas.select("standoff.Claim")] == ["form\x0cfeed", "after"]
