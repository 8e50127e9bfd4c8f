"""The tables of a release hold together, and every format holds the same rows.

The canonical form is read once, a block of lines at a time: it must be what publish would write, have the right columns
and types, and stand in the order of its key. From the same rows CSV is derived again byte for byte, and Parquet and
SQLite must hold them value for value. Memory holds one block, and the ids that others refer to.
"""

from __future__ import annotations

import hashlib
import operator
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from ..csvfile import csv_cells, csv_header
from ..errors import DataError, need_extra
from ..rows import TABLES, Column, columns, key_of
from ..store import canonical_rows, json_bytes, json_value
from .manifest import MANIFEST, Manifest

_KINDS: dict[str, type] = {"text": str, "integer": int, "boolean": bool}
_ARROW = {"text": "string", "integer": "int64", "boolean": "bool"}
_BLOCK = 20_000
_FIRST = ("documents", "facts", "entities", "works", "attributions", "claims")
"""Tables that others refer to, read first: then only few references must wait for their target."""
Progress = Callable[[str], None]
Values = list[tuple[Any, ...]]


@dataclass(slots=True)
class _Table:
    """One table while it is being read."""

    name: str
    described: tuple[Column, ...]
    rows: int = 0
    last: Any = None
    csv: Any = field(default_factory=hashlib.sha256)


@dataclass(slots=True)
class _Known:
    """Ids read so far, by table, and references whose target was not among them yet."""

    ids: dict[str, set[Any]] = field(default_factory=lambda: {name: set() for name in TABLES})
    waiting: dict[tuple[str, Column], set[Any]] = field(default_factory=dict)

    def refer(self, table: str, column: Column, values: tuple[Any, ...]) -> None:
        """Note that `column` holds `values`."""
        missing = set(values)
        missing.discard(None)
        for target in column.to:
            missing = missing.difference(self.ids[target])
        if missing:
            self.waiting.setdefault((table, column), set()).update(missing)

    def dangling(self) -> Iterator[str]:
        """References that lead nowhere, now that every table was read."""
        for (table, column), values in self.waiting.items():
            missing = values.difference(*(self.ids[target] for target in column.to))
            if missing:
                yield (f"jsonl/{table}.jsonl: {column.name} {min(missing)!r} is in none of: "
                       f"{', '.join(column.to)}")


def table_faults(folder: Path, manifest: Manifest, progress: Progress) -> Iterator[str]:
    """Every fault of the tables; after the first of one table its further rows are not looked at."""
    known = _Known()
    database = folder / f"{manifest.name}.sqlite"
    connection = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True) if database.is_file() else None
    try:
        if connection is not None and connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            yield f"{database.name}: fails SQLite's integrity_check"
            return
        for name in dict.fromkeys((*_FIRST, *TABLES)):
            progress(name)
            yield from _one(folder, _Table(name, columns(name)), manifest, connection, known)
    except sqlite3.DatabaseError as error:
        yield f"{database.name}: {error}"
        return
    finally:
        if connection is not None:
            connection.close()
    yield from known.dangling()


def _one(folder: Path, table: _Table, manifest: Manifest, connection: sqlite3.Connection | None,
         known: _Known) -> Iterator[str]:
    name, csv = f"jsonl/{table.name}.jsonl", f"csv/{table.name}.csv"
    table.csv.update(csv_header(table.name))
    stored = connection.execute(f'SELECT {_listed(table)} FROM "{table.name}"') if connection else None
    packed: _Parquet | None = _Parquet(folder / f"parquet/{table.name}.parquet", table.described)
    with (folder / name).open("rb") as file:
        while lines := list(islice(file, _BLOCK)):
            try:
                values = _values(table, lines, known)
            except DataError as error:
                yield f"{name}:{error.where}: {error.message}"
                return
            if csv in manifest.files:
                table.csv.update(b"".join(csv_cells(values)))
            if stored is not None and stored.fetchmany(len(values)) != values:
                yield f"{manifest.name}.sqlite: {table.name} is not what {name} holds"
                stored = None
            if packed is not None and (fault := packed.fault(values)):
                yield f"parquet/{table.name}.parquet: {fault}, which is not what {name} holds"
                packed = None
    if (stored is not None and stored.fetchone() is not None) or (packed is not None and packed.rest()):
        yield f"{table.name}: SQLite or Parquet have rows that {name} does not have"
    if table.rows != manifest.tables[table.name]:
        yield f"{name}: {table.rows} rows, {MANIFEST} says {manifest.tables[table.name]}"
    if csv in manifest.files and table.csv.hexdigest() != manifest.files[csv][1]:
        yield f"{csv}: is not what {name} says"


def _listed(table: _Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.described)


def _values(table: _Table, lines: list[bytes], known: _Known) -> Values:
    """The rows of a block in column order. DataError, with the line as its place, where one is not as described."""
    names = [column.name for column in table.described]
    rows = canonical_rows(lines)
    if rows is None:
        raise _odd_line(table, lines)
    try:
        found: Values = list(map(operator.itemgetter(*names), rows))
    except KeyError:
        raise _odd_row(table, rows) from None
    if set(map(len, rows)) != {len(names)}:
        raise _odd_row(table, rows)
    held = dict(zip(names, zip(*found, strict=True), strict=True))
    for column in table.described:
        if not set(map(type, held[column.name])) <= {_KINDS[column.kind], *([type(None)] if column.nullable else [])}:
            raise _odd_row(table, rows)
    keys = list(zip(*(held[name] for name in key_of(table.name)), strict=True))
    before = [table.last, *keys[:-1]] if table.rows else keys[:-1]
    if not all(map(operator.lt, before, keys if table.rows else keys[1:])):
        raise DataError(f"rows are not sorted by {', '.join(key_of(table.name))}, or a key stands twice",
                        where=f"{table.rows + 1}-{table.rows + len(found)}")
    table.last, table.rows = keys[-1], table.rows + len(found)
    if len(key_of(table.name)) == 1:
        known.ids[table.name].update(held[key_of(table.name)[0]])
    for column in table.described:
        if column.to:
            known.refer(table.name, column, held[column.name])
    return found


def _odd_line(table: _Table, lines: list[bytes]) -> DataError:
    """The error of a block that is not what publish would write: which line, and why."""
    for number, line in enumerate(lines, table.rows + 1):
        try:
            if json_bytes(json_value(line)) != line:
                return DataError("is not in the canonical form: keys sorted, no space, one object a line",
                                 where=str(number))
        except DataError as error:
            return DataError(error.message, where=str(number))
    return DataError("are not one object a line", where=f"{table.rows + 1}-{table.rows + len(lines)}")


def _odd_row(table: _Table, rows: list[dict[str, Any]]) -> DataError:
    """The error of a block in which a row has other columns or types than described."""
    for number, row in enumerate(rows, table.rows + 1):
        if set(row) != {column.name for column in table.described}:
            return DataError(f"expected exactly the keys {', '.join(c.name for c in table.described)}",
                             where=str(number))
        for column in table.described:
            value = row[column.name]
            if type(value) is not _KINDS[column.kind] and not (column.nullable and value is None):
                return DataError(f"{column.name} is {value!r}, expected {column.kind}", where=str(number))
    return DataError("are not as described", where=f"{table.rows + 1}-{table.rows + len(rows)}")


class _Parquet:
    """A Parquet file, compared block by block."""

    def __init__(self, path: Path, described: tuple[Column, ...]) -> None:
        self._fault = ""
        self._batches: Iterator[Any] = iter(())
        self._held: Any = None
        if not path.is_file():
            self._fault = "is missing"
            return
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            raise need_extra("data", error) from error
        self._arrow = pa
        try:
            file = pq.ParquetFile(path)
        except (OSError, ValueError) as error:
            self._fault = f"cannot be read: {error}"
            return
        found = [(field.name, str(field.type)) for field in file.schema_arrow]
        if found != [(column.name, _ARROW[column.kind]) for column in described]:
            self._fault = f"has the columns {', '.join(map(' '.join, found))}"
            return
        self._schema, self._batches = file.schema_arrow, file.iter_batches(_BLOCK)
        self._held = self._schema.empty_table()

    def fault(self, values: Values) -> str:
        """Why the next rows are not `values`; empty when they are."""
        if self._fault:
            return self._fault
        try:
            while self._held.num_rows < len(values) and (batch := next(self._batches, None)) is not None:
                more = self._arrow.Table.from_batches([batch], self._schema)
                self._held = self._arrow.concat_tables([self._held, more])
        except (OSError, ValueError) as error:  # what pyarrow raises on damaged pages
            return f"cannot be read: {error}"
        mine, self._held = self._held.slice(0, len(values)), self._held.slice(len(values))
        wanted = self._arrow.table([self._arrow.array(column, field.type)
                                    for column, field in zip(zip(*values, strict=True), self._schema, strict=True)],
                                   self._schema)
        if mine.equals(wanted):
            return ""
        rows = zip(mine.to_pylist(), wanted.to_pylist(), strict=False)
        odd = next((one for one, other in rows if one != other), None)
        return f"has the row {odd}" if odd else "ends too early"

    def rest(self) -> bool:
        """True when it has more rows than were compared."""
        if self._fault:
            return False
        return bool(self._held.num_rows) or any(batch.num_rows for batch in self._batches)
