"""Parquet, for analysis: the same tables, zstd-compressed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from standoff.errors import need_extra
from standoff.export import Job, TableExport

ROW_GROUP = 100_000


@contextmanager
def each(job: Job, table: str) -> Iterator[Callable[[Any], object]]:
    """parquet/<table>.parquet, with the column descriptions as field metadata."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise need_extra("data", error) from error
    from standoff.rows.columnar import schema
    form = schema(table, job.stamp.version)
    waiting: list[Any] = []

    def take(block: Any) -> None:
        waiting.append(block.replace_schema_metadata(form.metadata))
        if sum(one.num_rows for one in waiting) >= ROW_GROUP:
            write()

    def write() -> None:
        if waiting:
            writer.write_table(pa.Table.from_batches(waiting, form), row_group_size=2 * ROW_GROUP)
            waiting.clear()

    with job.writing(f"parquet/{table}.parquet") as file, \
            pq.ParquetWriter(file, form, compression="zstd", version="2.6") as writer:
        yield take
        write()


export = TableExport(each, "the same tables for DuckDB, pandas, Polars, R and Spark")
