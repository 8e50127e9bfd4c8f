"""JSONL, the canonical form: one object a line, rows by key, keys sorted."""

from __future__ import annotations

from standoff.export import Export, Job, Stage
from standoff.rows.build import lines


def run(job: Job) -> None:
    """jsonl/<table>.jsonl for every table, the empty ones too."""
    for name, rows in job.rows.tables.items():
        job.write(f"jsonl/{name}.jsonl", lines(name, rows))


export = Export(Stage.TABLE, run, "the canonical form: one JSON object a line")
