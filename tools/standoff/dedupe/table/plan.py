"""`standoff dedupe TABLE.parquet --out DIR`: fold, judge, join, write the tables of facts and links."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...errors import DataError, StandoffError, UsageError, need_extra
from ...store import json_bytes, sync_folder, write, writing
from ..context import Vectors
from ..group import group
from ..guard import judge as judge_claims
from ..model import load
from ..view import views_of_rows
from .edges import CONTRADICTS, DISTINCT, NAMES, REASONS, Edges, judge
from .joining import join
from .keys import candidates
from .words import Claims, Ints, claims, codes_of, folded

FEW = 50_000
"""Up to this many claims, a table with a column `group` is grouped with free paraphrases in mind."""
OPTIONAL = ("time", "about", "kind", "group")
Step = Callable[[str], None]


@dataclass(slots=True)
class Result:
    """Ids of the claims in order, the fact of each (its least id), and the links, as Arrow tables."""

    facts: pa.Table
    members: pa.Table
    links: pa.Table
    counts: dict[str, int]


def read_table(path: Path) -> pa.Table:
    """Columns id, text and the optional ones that are there, sorted by id. UsageError: no such file, no such column;
    DataError: not Parquet, an id twice or missing, a text missing."""
    try:
        import duckdb
    except ImportError as error:
        raise need_extra("data", error) from error
    if not path.is_file():
        raise UsageError("there is no such file", where=str(path), fix="give the path of a Parquet file")
    connection = duckdb.connect()
    try:
        relation = connection.read_parquet(str(path))
        missing = [name for name in ("id", "text") if name not in relation.columns]
        if missing:
            raise DataError(f"has no column {' and no column '.join(missing)}; it has {', '.join(relation.columns)}",
                            where=str(path), fix="name the columns id and text; optional: time, about, kind, group")
        chosen = ["CAST(id AS VARCHAR) AS id", "CAST(text AS VARCHAR) AS text",
                  *(f'"{name}"' for name in OPTIONAL if name in relation.columns)]
        table = relation.project(", ".join(chosen)).order("id").to_arrow_table()
    except duckdb.Error as error:
        raise DataError(f"cannot be read as Parquet: {str(error).splitlines()[0]}", where=str(path)) from error
    finally:
        connection.close()
    if table["id"].null_count or table["text"].null_count:
        raise DataError("has a row without id or text", where=str(path), fix="fill or remove these rows")
    ids = table["id"].combine_chunks()
    if len(ids) > 1:
        doubled = pc.filter(ids[1:], pc.equal(ids[1:], ids[:-1]))
        if len(doubled):
            raise DataError(f"has the id {doubled[0].as_py()!r} twice", where=str(path), fix="ids must be unique")
    return table


def dedupe(table: pa.Table, step: Step = lambda _: None) -> Result:
    """Group the claims of a table that is sorted by id."""
    n = table.num_rows
    step(f"folding {n:,} texts")
    plain = folded(table["text"])
    texts = codes_of(plain)
    inverse, first = _representatives([texts, *(codes_of(table[name]) for name in OPTIONAL
                                                if name in table.column_names)])
    step(f"reading the words of {len(first):,} different claims")
    fields = [name for name in OPTIONAL if name in table.column_names]
    some = table.select(fields).append_column("folded", plain) if fields else pa.table({"folded": plain})
    rows, moved = _ordered(claims(some.take(pa.array(first))), first)
    step("looking for candidates")
    a, b = candidates(rows, texts[moved])
    step(f"judging {len(a):,} pairs")
    edges = judge(rows, a, b)
    step("joining")
    labels = join(rows, edges, len(moved))
    step("writing the tables down")
    return _tables(table, inverse, first, moved, labels, edges, len(a))


def wordings(table: pa.Table, vectors: Vectors | None = None, step: Step = lambda _: None) -> Result:
    """Group the claims of each `group` (a topic, a case) with free paraphrases in mind; see `dedupe.group`."""
    step(f"reading {table.num_rows:,} claims")
    rows = table.to_pylist()
    views = views_of_rows(rows)
    step("comparing")
    model = load(semantic=vectors is not None)
    made = group(views, model, groups={row["id"]: row["group"] or "" for row in rows}, vectors=vectors)
    text = {row["id"]: row["text"] for row in rows}
    fact = {name: members[0] for members in made.groups for name in members}
    known = {view.id: view for view in views}
    links: dict[tuple[str, str], dict[str, Any]] = {}
    for (a, b), value in sorted(made.bars.items()):
        ends = min(fact[a], fact[b]), max(fact[a], fact[b])
        if value == "never" and ends[0] != ends[1] and ends not in links:
            said = judge_claims(known[a], known[b])[0]
            links[ends] = {"a": ends[0], "b": ends[1], "rel": said.relation, "why": said.reason,
                           "score": made.scores[a, b]}
    kinds = pa.schema([("a", pa.string()), ("b", pa.string()), ("rel", pa.string()), ("why", pa.string()),
                       ("score", pa.int64())])
    heads = [members[0] for members in made.groups]
    return Result(
        pa.table({"fact": pa.array(heads, pa.string()), "text": pa.array([text[head] for head in heads], pa.string()),
                  "claims": pa.array([len(members) for members in made.groups], pa.int64())}),
        pa.table({"id": table["id"].combine_chunks(),
                  "fact": pa.array([fact[name] for name in table["id"].to_pylist()], pa.string())}),
        pa.Table.from_pylist([links[key] for key in sorted(links)], kinds),
        {"claims": len(rows), "different": len(rows), "candidates": len(made.scores), "facts": len(heads),
         "links": len(links)})


def _representatives(codes: list[Ints]) -> tuple[Ints, Ints]:
    """(representative of each row, first row of each representative), in the order of the first rows."""
    whole = codes[0]
    for code in codes[1:]:
        whole = np.unique(whole * (int(code.max(initial=0)) + 1) + code, return_inverse=True)[1].astype(np.int64)
    _, first, inverse = np.unique(whole, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return place[inverse], first[order].astype(np.int64)


def _ordered(rows: Claims, first: Ints) -> tuple[Claims, Ints]:
    """Rows in the order of their rarest words, ties as they came; with the table row of each."""
    order = np.lexsort(tuple(rows.rare[:, column] for column in (3, 2, 1, 0)))
    for name in ("rare", "order", "count", "total", "figures", "negated", "first", "last", "entities", "other"):
        setattr(rows, name, getattr(rows, name)[order])
    return rows, first[order]


def _tables(table: pa.Table, inverse: Ints, first: Ints, moved: Ints, labels: Ints, edges: Edges, seen: int) -> Result:
    back = np.empty(table.num_rows, dtype=np.int64)
    back[moved] = np.arange(len(moved))  # table row of a representative -> its row in the plan
    row = back[first[inverse]]
    least = np.full(len(moved), table.num_rows, dtype=np.int64)
    np.minimum.at(least, labels, moved)
    fact = least[labels[row]]  # the least table row, so the least id, of each fact
    ids = table["id"].combine_chunks()
    members = pa.table({"id": ids, "fact": ids.take(pa.array(fact))})
    heads, sizes = np.unique(fact, return_counts=True)
    facts = pa.table({"fact": ids.take(pa.array(heads)), "text": table["text"].take(pa.array(heads)),
                      "claims": pa.array(sizes)})
    apart = np.flatnonzero(np.isin(edges.relation, (CONTRADICTS, DISTINCT))
                           & (labels[edges.a] != labels[edges.b]))
    x, y = least[labels[edges.a[apart]]], least[labels[edges.b[apart]]]
    low, high = np.minimum(x, y), np.maximum(x, y)
    # Of several pairs between two facts the best is kept.
    order = np.lexsort((-edges.score[apart], edges.relation[apart], high, low))
    keep = np.r_[True, (low[order][1:] != low[order][:-1]) | (high[order][1:] != high[order][:-1])][: len(order)]
    chosen = apart[order][keep]
    links = pa.table({
        "a": ids.take(pa.array(low[order][keep])), "b": ids.take(pa.array(high[order][keep])),
        "rel": pa.array(NAMES).take(pa.array(edges.relation[chosen])),
        "why": pa.array(REASONS).take(pa.array(edges.reason[chosen])), "score": pa.array(edges.score[chosen])})
    return Result(facts, members, links, {"claims": table.num_rows, "different": len(first), "candidates": seen,
                                          "facts": len(heads), "links": len(chosen)})


def write_result(result: Result, out: Path) -> list[str]:
    """facts, members and links as Parquet, and counts.json: written into a folder beside, then given its name by one
    rename, so that `out` is whole or not there. UsageError when `out` holds something already."""
    import pyarrow.parquet as pq
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError("exists already; nothing was written", where=str(out), fix="name a new folder, or remove it")
    building = out.with_name(f".{out.name}.{os.getpid()}.standoff-tmp")
    names = ("facts", "members", "links")
    try:
        for name in names:
            with writing(building / f"{name}.parquet", expected=None) as file:
                pq.write_table(getattr(result, name), file, compression="zstd", version="2.6")
        write(building / "counts.json", json_bytes(result.counts, pretty=True), expected=None)
        building.replace(out)
    except OSError as error:
        raise StandoffError(f"cannot be written: {error.strerror}; nothing is left behind", where=str(out)) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)  # gone already where it was given its name
    sync_folder(out.parent)
    return [f"wrote {out / name}.parquet" for name in names]
