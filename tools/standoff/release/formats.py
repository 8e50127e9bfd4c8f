"""Parquet and SQLite of a release, compared with the canonical form block by block."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ..errors import need_extra
from ..exports.sqlite import create
from ..rows import columns

_MOST = 8192
"""Rows that are compared at a time."""


class Packed:
    """The Parquet file of a table."""

    def __init__(self, path: Path, table: str, version: str) -> None:
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            raise need_extra("data", error) from error
        from ..rows.columnar import schema
        self._arrow, self._form = pa, schema(table, version)
        self._fault, self._held = "", self._form.empty_table()
        self._batches: Iterator[Any] = iter(())
        try:
            file = pq.ParquetFile(path)
        except (OSError, ValueError) as error:
            self._fault = f"cannot be read: {error}"
            return
        if not file.schema_arrow.equals(self._form, check_metadata=True):
            self._fault = "has columns of other names, types or descriptions, or another version"
            return
        self._batches = file.iter_batches(1 << 16)

    def fault(self, block: Any) -> str:
        """Why the next rows are not `block`; empty when they are."""
        if self._fault:
            return self._fault
        try:
            while self._held.num_rows < block.num_rows and (batch := next(self._batches, None)) is not None:
                more = self._arrow.Table.from_batches([batch]).cast(self._form)
                self._held = self._arrow.concat_tables([self._held, more])
        except (OSError, ValueError) as error:  # what pyarrow raises on damaged pages
            return f"cannot be read: {error}"
        mine, self._held = self._held.slice(0, block.num_rows), self._held.slice(block.num_rows)
        if mine.equals(self._arrow.Table.from_batches([block]).cast(self._form)):
            return ""
        rows = zip(mine.to_pylist(), block.to_pylist(), strict=False)
        odd = next((one for one, other in rows if one != other), None)
        return f"has the row {odd}" if odd else "ends too early"

    def rest(self) -> bool:
        """True when it has more rows than were compared."""
        return not self._fault and bool(self._held.num_rows or any(batch.num_rows for batch in self._batches))


class Stored:
    """The SQLite database."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def fault(self) -> str:
        """Why it is no whole database with exactly the tables and the search index that publish makes."""
        if self._connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return "fails SQLite's integrity_check"
        wanted, copy = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
        try:
            create(wanted)
            listed = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
            if self._connection.execute(listed).fetchall() != wanted.execute(listed).fetchall():
                return "does not have exactly the tables that publish makes"
            self._connection.backup(copy)  # FTS5 proves its index by a write
            copy.execute("INSERT INTO claims_text(claims_text, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            return f"its search index is not what its claims say: {error}"
        finally:
            wanted.close()
            copy.close()
        return ""

    def table(self, name: str) -> _StoredTable:
        """Its table `name`, to be compared."""
        listed = ", ".join(f'"{column.name}"' for column in columns(name))
        return _StoredTable(self._connection.execute(f'SELECT {listed} FROM "{name}"'))


class _StoredTable:
    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._rows = rows

    def fault(self, block: Any) -> str:
        """Why the next rows are not `block`; empty when they are."""
        for start in range(0, block.num_rows, _MOST):
            part = block.slice(start, _MOST)
            rows = list(islice(self._rows, part.num_rows))
            if len(rows) != part.num_rows or not _same(rows, part):
                return f"has other rows from row {start + 1} of a block on"
        return ""

    def rest(self) -> bool:
        """True when it has more rows than were compared."""
        return next(self._rows, None) is not None


def _same(rows: list[tuple[Any, ...]], block: Any) -> bool:
    import pyarrow as pa
    try:
        for values, column in zip(zip(*rows, strict=True), block.columns, strict=True):
            wanted = column.cast(pa.int64()) if pa.types.is_boolean(column.type) else column  # SQLite has no booleans
            if not pa.array(values, wanted.type).equals(wanted):
                return False
    except (pa.ArrowInvalid, pa.ArrowTypeError):  # a value of another type
        return False
    return True
