"""JSONL, the canonical form: one object a line, rows by key, keys sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from standoff.export import Job, TableExport


@contextmanager
def each(job: Job, table: str) -> Iterator[Callable[[Any], object]]:
    """jsonl/<table>.jsonl, the empty ones too."""
    from standoff.rows.columnar import as_jsonl
    with job.writing(f"jsonl/{table}.jsonl") as file:
        yield lambda block: file.write(as_jsonl(block))


export = TableExport(each, "the canonical form: one JSON object a line")
