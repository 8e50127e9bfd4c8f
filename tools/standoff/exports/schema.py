"""schema/: the schemas of the corpus files, and the description of every table, frozen with the data."""

from __future__ import annotations

from standoff.export import Export, Job, Stage
from standoff.schema import schema_files


def run(job: Job) -> None:
    """schema/*.schema.json and schema/tables.md."""
    for name, raw in schema_files().items():
        job.write(f"schema/{name}", raw)


export = Export(Stage.DESCRIBE, run, "JSON Schemas of the corpus files; every table and column described")
