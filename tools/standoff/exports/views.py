"""views.sql: DuckDB views over parquet/, to be read from within the release's folder."""

from __future__ import annotations

from standoff.export import Export, Job, Stage
from standoff.rows import TABLES


def run(job: Job) -> None:
    """One view for each table."""
    job.write("views.sql", "".join(
        f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM 'parquet/{name}.parquet';\n" for name in TABLES).encode())


export = Export(Stage.TABLE, run, "DuckDB views: run `duckdb -init views.sql` in this folder")
