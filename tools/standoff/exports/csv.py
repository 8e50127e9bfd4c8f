"""CSV, for spreadsheets: the same tables; a cell that a spreadsheet would run as a formula is made harmless."""

from __future__ import annotations

from standoff.csvfile import csv_lines
from standoff.export import Export, Job, Stage


def run(job: Job) -> None:
    """csv/<table>.csv for every table."""
    for name, rows in job.rows.tables.items():
        job.write(f"csv/{name}.csv", csv_lines(name, rows))


export = Export(Stage.TABLE, run, "the same tables for spreadsheets; a leading ' in a text cell is a guard against "
                                  "formulas: take one off")
