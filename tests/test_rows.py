"""Rows: support, contests, references; copying a document changes no count."""

from __future__ import annotations

import dataclasses
import re

import pytest

from standoff.rows import TABLES, Rows, build_rows, columns, key_of
from standoff.rows.tables import ClaimRow, ContestRow, FactRow

from .conftest import CorpusOf

THREE = """
== one ==
{e-ada type=person name=Ada|Ada} {a-a.cue who=e-ada|said} {a-a.source|} {a-a|{c-hot attribution=a-a text=Tea_is_hot.|tea is hot}}.
== two ==
{e-bob type=person name=Bob|Bob} {a-b.cue who=e-bob|denied} {a-b|{c-hot attribution=a-b stance=denied text=Tea_is_hot.|tea is hot}}.
== three ==
{e-src.nominal type=group name=sources anonymous=true|Sources} {a-c.cue who=e-src|say} {a-c|{c-hot attribution=a-c stance=likely text=Tea_is_hot.|tea is hot}}.
"""
FACT = """
== corpus/facts.json ==
{"standoff": "1", "facts": [{"id": "f-hot", "text": "Tea is hot.", "claims": [MEMBERS], "by": "Ada", "date": "2021"}],
 "links": []}
"""


def fact(rows: Rows) -> FactRow:
    return next(row for row in rows.of(FactRow) if row.id == "f-hot")


def with_members(sketch: str, *documents: str) -> str:
    return sketch.replace("{a-a.source|} ", "") + FACT.replace("MEMBERS", ", ".join(f'"{d}#c-hot"' for d in documents))


def test_support_against_and_unnamed(corpus_of: CorpusOf) -> None:
    rows = build_rows(corpus_of(with_members(THREE, "one", "two", "three")))
    row = fact(rows)
    assert (row.claims, row.documents, row.support, row.against, row.unnamed, row.contested) == (3, 3, 2, 1, 1, True)
    assert {(c.claim_for, c.claim_against, c.how) for c in rows.of(ContestRow)} == {
        ("one#c-hot", "two#c-hot", "denial"), ("three#c-hot", "two#c-hot", "denial")}


@pytest.mark.parametrize("copies", [1, 5])
def test_copying_a_document_changes_no_count(corpus_of: CorpusOf, copies: int) -> None:
    registry = '\n== corpus/entities.json ==\n{"standoff": "1", "entities": [{"id": "ada", "type": "person", "name": "Ada"}]}\n'
    body = "{e-ada ref=ada|Ada} {a-a.cue who=e-ada|said} {a-a|{c-hot attribution=a-a text=Tea_is_hot.|tea is hot}}."
    names = [f"copy-{n}" for n in range(copies + 1)]
    sketch = "\n".join(f"== {name} ==\n{body} {name}" for name in names)
    row = fact(build_rows(corpus_of(with_members(sketch, *names) + registry)))
    assert (row.support, row.against, row.support_sides) == (1, 0, 1) and row.claims == copies + 1


def test_a_prediction_never_contests_what_came_later(corpus_of: CorpusOf) -> None:
    sketch = """
    == early ==
    {c-hot kind=prediction text=Tea_is_hot.|tea will be hot}.
    @ /meta/date = "2021-03-01"
    == late ==
    {c-hot stance=denied text=Tea_is_hot.|tea was not hot}.
    @ /meta/date = "2021-03-02"
    """
    rows = build_rows(corpus_of(re.sub("(?m)^    ", "", sketch) + FACT.replace("MEMBERS", '"early#c-hot", "late#c-hot"')))
    assert not fact(rows).contested
    assert [row.how for row in rows.of(ContestRow)] == ["outcome"]


LINKS = """
== corpus/facts.json ==
{"standoff": "1", "facts": [], "links": [{"a": "one#c-hot", "b": "two#c-hot", "rel": "REL", "why": "w", "by": "Ada", "date": "2021"}]}
"""


@pytest.mark.parametrize(("rel", "a", "b", "contested"), [
    ("entails", "asserted", "denied", True), ("entails", "denied", "asserted", False),
    ("entails", "asserted", "asserted", False), ("contradicts", "asserted", "asserted", True),
    ("contradicts", "asserted", "denied", False), ("distinct", "asserted", "denied", False)])
def test_links_contest(corpus_of: CorpusOf, rel: str, a: str, b: str, contested: bool) -> None:
    sketch = (f"== one ==\n{{c-hot stance={a} text=Green_tea_is_hot.|tea}}\n== two ==\n{{c-hot stance={b} text=Tea_is_hot.|tea}} 2\n"
              + LINKS.replace("REL", rel))
    assert any(row.contested for row in build_rows(corpus_of(sketch)).of(FactRow)) is contested


def test_every_claim_has_a_fact_and_every_reference_resolves(corpus_of: CorpusOf) -> None:
    rows = build_rows(corpus_of(with_members(THREE, "one", "two")))
    facts = {row.id for row in rows.of(FactRow)}
    assert {row.fact for row in rows.of(ClaimRow)} == facts == {"f-hot", "three#c-hot"}


def test_every_table_and_column_is_described() -> None:
    for name, row in TABLES.items():
        assert row.__doc__ and key_of(name), name
        assert [c.name for c in columns(name)] == [f.name for f in dataclasses.fields(row)]
        assert all(c.doc.endswith(".") or c.doc.endswith(")") for c in columns(name)), name
        assert not {c.name for c in columns(name)} & {"start", "end", "from", "order", "group", "where", "class"}
