"""A block in columns gives the same bytes as its rows one by one, and nothing else is read back as one."""

from __future__ import annotations

import csv
import io

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.csvfile import guarded
from standoff.errors import DataError
from standoff.rows import columns
from standoff.rows.build import lines
from standoff.rows.columnar import as_csv, as_jsonl, blocks, from_jsonl, is_sorted, missing
from standoff.rows.tables import ClaimEntityRow, EntityRow, ForwardRow

HARD = ["", "null", '"', "\\", "\x00\x01\x1f\x7f", "=1", "'", "\u2028", "🍵", "\r\n", "＝x", "a\tb", "-1", '""', "\ufeff"]
texts = st.one_of(st.sampled_from(HARD), st.text())
rows = st.lists(st.builds(EntityRow, texts, st.none() | texts, texts, texts, st.booleans(), texts, st.none(), st.none() | texts))


@settings(deadline=None)
@given(rows)
def test_columns_give_the_bytes_that_rows_give(found: list[EntityRow]) -> None:
    made = list(blocks("entities", found))
    raw = b"".join(as_jsonl(block).to_pybytes() for block in made)
    assert raw == b"".join(lines("entities", found))
    assert [from_jsonl("entities", as_jsonl(block).to_pybytes()).equals(block) for block in made] == [True] * len(made)
    cells = list(csv.reader(io.StringIO(b"".join(as_csv(block).to_pybytes() for block in made).decode(), newline="")))
    assert cells == [[cell(getattr(row, c.name)) for c in columns("entities")] for row in found]


def cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(value) if isinstance(value, str) else ""


GOOD = b'{"date":null,"id":"a","n":1,"target":null,"why":"x"}\n'


@pytest.mark.parametrize("raw", [
    b"\n", GOOD[:-1], GOOD + b"\n", b" " + GOOD, GOOD.replace(b":1", b": 1"), GOOD.replace(b":1", b":1.0"), b"[" + GOOD[:-1] + b"]\n",
    GOOD.replace(b":1", b":1e0"), GOOD.replace(b":1", b':"1"'), GOOD.replace(b":1", b":null"), GOOD.replace(b'"a"', b"null"),
    GOOD.replace(b'"n":1,', b""), GOOD.replace(b'"date":null,', b""), GOOD.replace(b'"n":1', b'"n":1,"n":1'),
    GOOD.replace(b'"n":1', b'"m":2,"n":1'), GOOD.replace(b'"x"', b'"\\u0078"'), GOOD.replace(b'"x"', b'"\xff"'), GOOD[:-1] + GOOD,
    GOOD.replace(b":1", b":99999999999999999999"), GOOD.replace(b'"x"', b"true"), GOOD.replace(b'"x"', b'{"a":1}'), b"null\n", b"{}\n",
    GOOD.replace(b'"n":1,"target":null', b'"target":null,"n":1'), b"\xef\xbb\xbf" + GOOD, GOOD.replace(b"\n", b"\r\n")])
def test_only_the_canonical_form_is_read(raw: bytes) -> None:
    assert from_jsonl("forwards", GOOD).num_rows == 1
    with pytest.raises(DataError):
        from_jsonl("forwards", raw)


def test_order_and_references() -> None:
    def block(*keys: tuple[str, int]) -> object:
        (made,) = blocks("claim_entities", [ClaimEntityRow(claim, n, "e") for claim, n in keys])
        return made
    assert is_sorted("claim_entities", block(("a", 1), ("a", 2), ("b", 1))) and is_sorted("claim_entities", block(("a", 1)))
    assert not is_sorted("claim_entities", block(("a", 2), ("a", 1)))
    assert not is_sorted("claim_entities", block(("b", 1), ("a", 1))) and not is_sorted("claim_entities", block(("a", 1), ("a", 1)))
    values, ids = [pa.array(["b", None, "c"])], [pa.array(["a", "b"])]
    assert missing(values, ids) == "c" and missing(values, [*ids, pa.array(["c"])]) is None and missing([pa.array([None], pa.string())], []) is None


def test_rows_are_not_needed_at_once() -> None:
    """A block is made when it is asked for: a table of any length passes through."""
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield ForwardRow(f"{taken:09}", 1, None, None, None)
    stream = blocks("forwards", endless())  # type: ignore[arg-type]
    next(stream)
    assert 0 < taken < 20_000
