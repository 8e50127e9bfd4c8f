"""Parquet, for analysis: the same tables, zstd-compressed."""

from __future__ import annotations

import io

from standoff.errors import need_extra
from standoff.export import Export, Job, Stage
from standoff.rows import columns, key_of
from standoff.rows.build import sequences

KINDS = {"text": "string", "integer": "int64", "boolean": "bool_"}


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
        values = list(zip(*sequences(rows), strict=True)) or [()] * len(schema)
        table = pa.table([pa.array(column, field.type) for column, field in zip(values, schema, strict=True)], schema)
        out = io.BytesIO()
        pq.write_table(table, out, compression="zstd", version="2.6", row_group_size=100_000)
        job.write(f"parquet/{name}.parquet", out.getvalue())


export = Export(Stage.TABLE, run, "the same tables for DuckDB, pandas, Polars, R and Spark")
