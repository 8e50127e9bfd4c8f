"""CSV that no spreadsheet can be made to run, and the reader that gives back exactly what was written.

RFC 4180 with LF line ends. Every text cell stands in quotation marks, a null is an empty cell without them. A text that
a spreadsheet would take for a formula gets an apostrophe in front, and so does one that is empty or begins with an
apostrophe itself: taking one leading apostrophe away always gives the text back.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .errors import DataError
from .rows import TABLES, Row, columns

RISKY = "=+-@\t\r\n＝＋－＠'"
"""First characters that spreadsheets act on (OWASP, CSV injection, with the full-width forms), and the guard itself."""
_TRUTH = {"true": True, "false": False}


def guarded(text: str) -> str:
    """`text` as a cell that is safe to open in a spreadsheet."""
    return f"'{text}" if not text or text[0] in RISKY else text


def unguarded(cell: str) -> str:
    """The text of a cell that `guarded` made."""
    return cell.removeprefix("'")


def csv_header(table: str) -> bytes:
    """The first line: the names of the columns."""
    return (",".join(column.name for column in columns(table)) + "\n").encode()


def read_csv(path: Path, table: str) -> Iterator[Row]:
    """The rows of a CSV file that publish wrote. DataError names the line of the first that is none."""
    described = columns(table)
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        if next(reader, None) != [column.name for column in described]:
            raise DataError(f"does not have the columns of {table}", where=f"{path}:1")
        try:
            for cells in reader:
                pairs = zip(cells, described, strict=True)
                yield TABLES[table](*(_value(cell, column.kind) for cell, column in pairs))
        except (csv.Error, ValueError, KeyError) as error:
            raise DataError(f"is no row of {table}: {error}", where=f"{path}:{reader.line_num}") from error


def _value(cell: str, kind: str) -> Any:
    if cell == "":
        return None
    if kind == "text":
        return unguarded(cell)
    return _TRUTH[cell] if kind == "boolean" else int(cell)
