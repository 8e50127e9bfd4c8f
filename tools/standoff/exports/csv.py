"""CSV, for spreadsheets: the same tables; a cell that a spreadsheet would run as a formula is made harmless."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from standoff.csvfile import csv_header
from standoff.export import Job, TableExport


@contextmanager
def each(job: Job, table: str) -> Iterator[Callable[[Any], object]]:
    """csv/<table>.csv."""
    from standoff.rows.columnar import as_csv
    with job.writing(f"csv/{table}.csv") as file:
        file.write(csv_header(table))
        yield lambda block: file.write(as_csv(block))


export = TableExport(each, "the same tables for spreadsheets; a leading ' in a text cell is a guard against formulas: "
                           "take one off")
