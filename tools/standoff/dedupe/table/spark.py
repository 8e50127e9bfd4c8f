"""The same plan on an existing Spark cluster (`--engine spark`), for tables that outgrow one machine.

What is row-local (reading, keys, judging) is the same function on Arrow batches; grouping, blocks and joins are SQL.
Two things come to the driver: the words with their frequency, and the claims that have a related one, to be joined.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...errors import DataError, StandoffError, UsageError, need_extra
from .edges import CONTRADICTS, DISTINCT, NAMES, REASONS, UNLIKE, Edges, judge
from .joining import join
from .keys import KEYS, WINDOW, all_keys, places
from .ragged import Ints, Ragged, ends
from .reading import OPTIONAL, Read, Reader, hashed
from .words import Claims, Words, distinct, shortened

_READ = ("content long, text long, words array<string>, figures long, negated long, telling long, roles long, "
         "first long, last long, entities array<long>, other long")
_NAMES = tuple(part.split()[0] for part in _READ.split(", "))
_TOP = np.uint64(1 << 63)
Batches = Iterator[pa.RecordBatch]


def session(master: str | None) -> Any:
    """A Spark session: the one that spark-submit set up, or one on `master`."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise need_extra("spark", error) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("standoff dedupe")
    try:
        if master and master.startswith("local"):  # one machine: few tasks, no page to watch them on
            builder = builder.config("spark.sql.shuffle.partitions", 4).config("spark.ui.enabled", "false")
        found = (builder.master(master) if master else builder).getOrCreate()
    except Exception as error:  # Java is not there, no such master: Spark has no class for these
        raise StandoffError(f"Spark does not start: {_first(error)}", where=master or "",
                            fix="install Java 17 or newer, or name a running cluster with --master") from error
    found.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 50_000)
    found.sparkContext.setLogLevel("ERROR")
    return found


def signed(values: Ints) -> Ints:
    """Unsigned numbers as Spark's long, in the same order."""
    found: Ints = (values.astype(np.uint64) ^ _TOP).view(np.int64)
    return found


def unsigned(values: Ints) -> Ints:
    """The reverse of `signed`."""
    found: Ints = np.ascontiguousarray(values).view(np.uint64) ^ _TOP
    return found


@dataclass
class Plan:
    """Every intermediate of a run as a Spark table, by the names of the local engine. Claims go by `content`."""

    spark: Any
    table: Any
    """Columns id, text and the optional ones, as strings (about may be a list)."""

    @cached_property
    def shingles(self) -> Any:
        """Each claim as read: id and the columns of `Read`."""
        return self.table.mapInArrow(_reading, f"id string, {_READ}").persist()

    @cached_property
    def different(self) -> Any:
        """Different claims, each with its least id."""
        return self._sql(f"SELECT least.* FROM (SELECT min(struct(id, {', '.join(_NAMES)})) AS least FROM shingles "
                         "GROUP BY content)", "shingles").persist()

    @cached_property
    def words(self) -> Words:
        """The words with their frequency, on the driver; their order is that of their names."""
        found = self._sql("SELECT name, count(*) AS live FROM (SELECT explode(array_distinct(words)) AS name FROM "
                          "different) GROUP BY name ORDER BY name", "different").toArrow()
        names, live = found["name"].combine_chunks(), found["live"].to_numpy().astype(np.int64)
        hashes = np.array([hashed(name) for name in names.to_pylist()], dtype=np.uint64)
        return Words(names, hashes, live, self.different.count(), live)

    @cached_property
    def keys(self) -> Any:
        """key, place, content."""
        return self._mapped(self.different, _keys, "content long, place long, keys array<long>").selectExpr(
            "content", "place", "explode(keys) AS key").where("key <> 0")

    @cached_property
    def candidates(self) -> Any:
        """Pairs a < b of claims that stand at most WINDOW apart in a block."""
        return self._sql(
            "SELECT DISTINCT least(content, other) AS a, greatest(content, other) AS b FROM (SELECT content, "
            "explode(ahead) AS other FROM (SELECT content, collect_list(content) OVER (PARTITION BY key ORDER BY "
            f"place, content ROWS BETWEEN 1 FOLLOWING AND {WINDOW} FOLLOWING) AS ahead FROM keys)) "
            "WHERE other <> content", "keys").persist()

    @cached_property
    def edges(self) -> Any:
        """Related pairs: a, b, score, relation, reason."""
        both = self.candidates
        for side in "ab":
            rows = self.different.selectExpr(*(f"{name} AS {side}_{name}" for name in _NAMES))
            both = both.join(rows, both[side] == rows[f"{side}_content"])
        return self._mapped(both, _judging, "a long, b long, score long, relation long, reason long").persist()

    @cached_property
    def clusters(self) -> Any:
        """content, label: only of claims that have a related one."""
        found = self.edges.toArrow()
        a, b = (unsigned(found[side].to_numpy()) for side in "ab")
        ends = self.spark.createDataFrame(pa.table({"content": signed(np.unique(np.concatenate([a, b])))}))
        rows = self._sql("SELECT different.* FROM different JOIN ends USING (content) ORDER BY content", "different",
                         ends=ends).toArrow()
        claims, content = _claims(rows.combine_chunks(), self.words), unsigned(rows["content"].to_numpy())
        edges = Edges(np.searchsorted(content, a), np.searchsorted(content, b),
                      *(found[name].to_numpy() for name in ("score", "relation", "reason")))
        order = np.lexsort((edges.b, edges.a))
        least = np.empty(len(content), dtype=np.int64)
        least[pc.sort_indices(rows["id"]).to_numpy()] = np.arange(len(content))
        labels, _ = join(claims, edges.take(order), least)
        table = pa.table({"content": signed(content), "label": signed(content[labels])})
        return self.spark.createDataFrame(table).persist()

    @cached_property
    def members(self) -> Any:
        """id, fact."""
        return self._sql("SELECT id, min(id) OVER (PARTITION BY coalesce(label, content)) AS fact FROM shingles LEFT "
                         "JOIN clusters USING (content)", "shingles", "clusters").persist()

    @property
    def facts(self) -> Any:
        """fact, text, claims."""
        return self._sql("SELECT fact, text, claims FROM (SELECT fact, count(*) AS claims FROM members GROUP BY fact) "
                         "JOIN claims ON id = fact ORDER BY fact", "members", claims=self.table)

    @property
    def links(self) -> Any:
        """a, b, rel, why, score: of several pairs between two facts the best."""
        names, reasons = (", ".join(f"'{name}'" for name in names) for names in (NAMES, REASONS))
        return self._sql(
            f"SELECT a, b, array({names})[best.relation] AS rel, array({reasons})[best.reason] AS why, -best.minus AS "
            "score FROM (SELECT least(x.fact, y.fact) AS a, greatest(x.fact, y.fact) AS b, min(struct(relation, "
            "-score AS minus, reason)) AS best FROM edges JOIN fact_of AS x ON a = x.content JOIN fact_of AS y "
            f"ON b = y.content WHERE relation IN ({CONTRADICTS}, {DISTINCT}) AND x.fact <> y.fact GROUP BY 1, 2) "
            "ORDER BY a, b", "edges",
            fact_of=self._sql("SELECT content, fact FROM different JOIN members USING (id)", "different", "members"))

    def _sql(self, query: str, *names: str, **tables: Any) -> Any:
        for name, table in {**{name: getattr(self, name) for name in names}, **tables}.items():
            table.createOrReplaceTempView(name)
        return self.spark.sql(query)

    def _mapped(self, table: Any, function: Callable[[Batches, Words], Batches], schema: str) -> Any:
        words = self.spark.sparkContext.broadcast(self.words)
        return table.mapInArrow(lambda batches: function(batches, words.value), schema)


def run(table: str, out: str, master: str | None, step: Callable[[str], None] = lambda _: None) -> dict[str, int]:
    """Read Parquet, write facts, members and links as Parquet, on any file system that Spark knows; the counts."""
    spark = session(master)
    plan = Plan(spark, read(spark, table))
    try:
        for name in ("shingles", "different", "candidates", "edges", "clusters", "members"):
            step(name)
            getattr(plan, name)
        for name, order in (("facts", "fact"), ("members", "id"), ("links", "a")):
            step(f"writing {name}")
            getattr(plan, name).orderBy(order).write.mode("errorifexists").parquet(f"{out}/{name}.parquet")
    except Exception as error:
        if "PATH_ALREADY_EXISTS" in str(error):
            raise UsageError("exists already; nothing was overwritten", where=out, fix="name a new folder") from error
        raise StandoffError(f"Spark failed: {_first(error)}", where=table) from error
    return {"claims": plan.shingles.count(), "different": plan.different.count(),
            "candidates": plan.candidates.count(), "facts": plan.facts.count(), "links": plan.links.count()}


def read(spark: Any, where: str) -> Any:
    """The table, checked as the local engine checks it."""
    try:
        table = spark.read.parquet(where)
    except Exception as error:
        raise DataError(f"cannot be read as Parquet: {_first(error)}", where=where) from error
    missing = [name for name in ("id", "text") if name not in table.columns]
    if missing:
        raise DataError(f"has no column {' and no column '.join(missing)}; it has {', '.join(table.columns)}",
                        where=where, fix="name the columns id and text; optional: time, about, kind, group")
    kinds = dict(table.dtypes)
    chosen = ["CAST(id AS STRING) AS id", "CAST(text AS STRING) AS text",
              *(name if kinds[name].startswith("array") else f"CAST({name} AS STRING) AS {name}"
                for name in OPTIONAL if name in table.columns)]
    table = table.selectExpr(*chosen).persist()
    if table.where("id IS NULL OR text IS NULL").limit(1).count():
        raise DataError("has a row without id or text", where=where, fix="fill or remove these rows")
    doubled = table.groupBy("id").count().where("count > 1").limit(1).collect()
    if doubled:
        raise DataError(f"has the id {doubled[0]['id']!r} twice", where=where, fix="ids must be unique")
    return table


def _reading(batches: Batches) -> Batches:
    reader = Reader()
    for batch in batches:
        found = reader.read(batch)
        names = reader.known.names
        words = _lists(found.words.at, names.take(pa.array(found.words.flat)))
        entities = found.entities
        width = np.arange(len(entities) + 1) * entities.shape[1]
        columns = {"content": signed(found.content), "text": signed(found.text), "words": words,
                   "figures": found.figures, "negated": found.negated.astype(np.int64),
                   "telling": found.telling, "roles": found.roles,
                   "first": found.first.astype(np.int64), "last": found.last.astype(np.int64),
                   "entities": _lists(width, pa.array(entities.reshape(-1).view(np.int64))),
                   "other": signed(found.other)}
        yield pa.RecordBatch.from_pydict({"id": batch["id"], **columns})


def _lists(at: Ints, flat: pa.Array) -> pa.Array:
    return pa.ListArray.from_arrays(pa.array(at.astype(np.int32)), flat)


def _claims(batch: Any, words: Words, side: str = "") -> Claims:
    """Claims of a batch with the columns of `Read`, in the order of the batch."""
    def numbers(name: str) -> Ints:
        found: Ints = _flat(batch[side + name]).to_numpy(zero_copy_only=False)
        return found
    lists = _flat(batch[f"{side}words"])
    held = pc.index_in(pc.list_flatten(lists), value_set=words.names).to_numpy(zero_copy_only=False)
    ragged = Ragged(held.astype(np.int32), ends(pc.list_value_length(lists).to_numpy(zero_copy_only=False)))
    entities = pc.list_flatten(_flat(batch[f"{side}entities"])).to_numpy().view(np.uint64).reshape(len(lists), -1)
    rare = shortened(distinct(ragged, words.rank, words.order))
    read = Read(unsigned(numbers("content")), unsigned(numbers("text")), shortened(ragged), numbers("figures"),
                numbers("negated"), numbers("telling"), numbers("roles"), numbers("first"),
                numbers("last"), entities, unsigned(numbers("other")))
    return Claims(read, rare, words)


def _flat(column: Any) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _keys(batches: Batches, words: Words) -> Batches:
    for batch in batches:
        rows = _claims(batch, words)
        found = np.concatenate([found for _, found in all_keys(rows, words.live)], axis=1).T
        lists = _lists(np.arange(len(found) + 1) * KEYS, pa.array(found.reshape(-1).view(np.int64)))
        columns = {"content": batch["content"], "place": pa.array(signed(places(rows.codes(rows.rare)))), "keys": lists}
        yield pa.RecordBatch.from_pydict(columns)


def _judging(batches: Batches, words: Words) -> Batches:
    for batch in batches:
        a, b = (_claims(batch, words, side) for side in ("a_", "b_"))
        every = np.arange(batch.num_rows)
        score, relation, reason = (found.astype(np.int64) for found in judge(a.rows(every), b.rows(every), words))
        made = pa.RecordBatch.from_pydict({"a": batch["a"], "b": batch["b"], "score": score, "relation": relation,
                                           "reason": reason})
        yield made.filter(pa.array(relation != UNLIKE))


def _first(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
