"""Parquet, for analysis: the same tables, zstd-compressed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from standoff.errors import need_extra
from standoff.export import Export, Job, Stage
from standoff.rows import Row, columns, key_of
from standoff.rows.build import sequences

KINDS = {"text": "string", "integer": "int64", "boolean": "bool_"}
ROW_GROUP = 100_000


def run(job: Job) -> None:
    """parquet/<table>.parquet for every table, with the column descriptions as field metadata."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise need_extra("data", error) from error
    for name, rows in job.rows.tables.items():
        schema = pa.schema([
            pa.field(c.name, getattr(pa, KINDS[c.kind])(), nullable=c.nullable, metadata={"description": c.doc})
            for c in columns(name)], metadata={"key": ",".join(key_of(name)), "release": job.stamp.version})
        with job.writing(f"parquet/{name}.parquet") as file, \
                pq.ParquetWriter(file, schema, compression="zstd", version="2.6") as writer:
            for group in _groups(name, rows):
                arrays = [pa.array(column, field.type) for column, field in zip(group, schema, strict=True)]
                writer.write_batch(pa.record_batch(arrays, schema=schema), row_group_size=ROW_GROUP)


def _groups(table: str, rows: Iterable[Row]) -> Iterator[tuple[tuple[Any, ...], ...]]:
    """The columns of each group of rows, so that memory holds one group and no more."""
    stream = sequences(table, rows)
    while group := list(islice(stream, ROW_GROUP)):
        yield tuple(zip(*group, strict=True))


export = Export(Stage.TABLE, run, "the same tables for DuckDB, pandas, Polars, R and Spark")
