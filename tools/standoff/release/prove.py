"""The tables of a release hold together, and every format holds the same rows.

The canonical form is read once, a block of lines at a time: each line must be what publish would write, have the right
columns and types, and stand in the order of its key. From the same rows CSV is derived again byte for byte, and Parquet
and SQLite must hold them value for value. Memory holds one block, and the ids.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

from ..csvfile import csv_cells, csv_header
from ..errors import DataError, need_extra
from ..rows import TABLES, Column, columns, key_of
from ..store import json_bytes, json_value
from .manifest import MANIFEST, Manifest

_KINDS = {"text": str, "integer": int, "boolean": bool}
_ARROW = {"text": "string", "integer": "int64", "boolean": "bool"}
_BLOCK = 20_000
Progress = Callable[[str], None]


@dataclass(slots=True)
class _Table:
    """One table while it is being read: what must be known of all its rows."""

    name: str
    described: tuple[Column, ...]
    rows: int = 0
    last: Any = None
    csv: Any = field(default_factory=hashlib.sha256)
    ids: set[str] = field(default_factory=set)
    references: dict[str, set[str]] = field(default_factory=dict)


def table_faults(folder: Path, manifest: Manifest, progress: Progress) -> Iterator[str]:
    """Every fault of the tables; after the first of one table its further rows are not looked at."""
    found: dict[str, _Table] = {}
    database = folder / f"{manifest.name}.sqlite"
    connection = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True) if database.is_file() else None
    try:
        if connection is not None and connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            yield f"{database.name}: fails SQLite's integrity_check"
            return
        for name in TABLES:
            progress(name)
            table = found[name] = _Table(name, columns(name))
            yield from _one(folder, table, manifest, connection)
    except sqlite3.DatabaseError as error:
        yield f"{database.name}: {error}"
        return
    finally:
        if connection is not None:
            connection.close()
    yield from _dangling(found)


def _one(folder: Path, table: _Table, manifest: Manifest, connection: sqlite3.Connection | None) -> Iterator[str]:
    name = f"jsonl/{table.name}.jsonl"
    table.csv.update(csv_header(table.name))
    table.references = {c.name: set() for c in table.described if c.to}
    stored = connection.execute(f'SELECT {_listed(table)} FROM "{table.name}"') if connection else None
    packed: _Parquet | None = _Parquet(folder / f"parquet/{table.name}.parquet", table.described)
    with (folder / name).open("rb") as file:
        while lines := list(islice(file, _BLOCK)):
            try:
                values = _values(table, lines)
            except DataError as error:
                yield f"{name}:{error.where}: {error.message}"
                return
            table.csv.update(b"".join(csv_cells(values)))
            if stored is not None and list(map(tuple, stored.fetchmany(len(values)))) != values:
                yield f"{manifest.name}.sqlite: {table.name} is not what {name} holds"
                stored = None
            if packed is not None and (fault := packed.fault(values)):
                yield f"parquet/{table.name}.parquet: {fault}, which is not what {name} holds"
                packed = None
    if (stored is not None and stored.fetchone() is not None) or (packed is not None and packed.rest()):
        yield f"{table.name}: SQLite or Parquet have rows that {name} does not have"
    if table.rows != manifest.tables[table.name]:
        yield f"{name}: {table.rows} rows, {MANIFEST} says {manifest.tables[table.name]}"
    csv = f"csv/{table.name}.csv"
    if csv in manifest.files and table.csv.hexdigest() != manifest.files[csv][1]:
        yield f"{csv}: is not what {name} says"


def _listed(table: _Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.described)


def _values(table: _Table, lines: list[bytes]) -> list[tuple[Any, ...]]:
    """The values of a block in column order. DataError, with the line as its place, where a row is not as described."""
    names = [column.name for column in table.described]
    pick, wanted = itemgetter(*names), set(names)
    key = itemgetter(*(names.index(name) for name in key_of(table.name)))
    checks = [(i, _KINDS[c.kind], c.nullable, c.name) for i, c in enumerate(table.described)]
    rows = _parsed(table, lines)
    found = []
    for number, (row, line) in enumerate(zip(rows, lines, strict=True), table.rows + 1):
        if not isinstance(row, dict) or row.keys() != wanted:
            raise DataError(f"expected exactly the keys {', '.join(names)}", where=str(number))
        if json_bytes(row) != line:
            raise DataError("is not in the canonical form: keys sorted, no space, each key once", where=str(number))
        found.append(pick(row))
    for i, kind, nullable, name in checks:
        for number, row in enumerate(found, table.rows + 1):
            if type(row[i]) is not kind and not (nullable and row[i] is None):
                raise DataError(f"{name} is {row[i]!r}, expected {kind.__name__}", where=str(number))
    keys = [table.last, *map(key, found)] if table.rows else list(map(key, found))
    if any(a >= b for a, b in pairwise(keys)):
        raise DataError(f"rows are not sorted by {', '.join(key_of(table.name))}, or a key stands twice",
                        where=f"{table.rows + 1}-{table.rows + len(found)}")
    table.last, table.rows = keys[-1], table.rows + len(found)
    _remember(table, found, names, keys)
    return found


def _parsed(table: _Table, lines: list[bytes]) -> list[Any]:
    try:
        return list(map(json_value, lines))
    except DataError as error:
        raise DataError(error.message, where=f"{table.rows + 1}-{table.rows + len(lines)}") from error


def _remember(table: _Table, found: list[tuple[Any, ...]], names: list[str], keys: list[Any]) -> None:
    if len(key_of(table.name)) == 1:
        table.ids.update(keys)
    for name, values in table.references.items():
        values.update(map(itemgetter(names.index(name)), found))
        values.discard(None)  # a null refers to nothing


def _dangling(found: dict[str, _Table]) -> Iterator[str]:
    for table in found.values():
        targets = {column.name: column.to for column in table.described}
        for name, values in table.references.items():
            missing = values.difference(*(found[target].ids for target in targets[name]))
            if missing:
                yield f"jsonl/{table.name}.jsonl: {name} {min(missing)!r} is in none of: {', '.join(targets[name])}"


class _Parquet:
    """A Parquet file, compared block by block."""

    def __init__(self, path: Path, described: tuple[Column, ...]) -> None:
        self._fault = ""
        self._batches: Iterator[Any] = iter(())
        self._held: list[tuple[Any, ...]] = []
        if not path.is_file():
            self._fault = "is missing"
            return
        try:
            import pyarrow.parquet as pq
        except ImportError as error:
            raise need_extra("data", error) from error
        try:
            self._file = pq.ParquetFile(path)
        except (OSError, ValueError) as error:
            self._fault = f"cannot be read: {error}"
            return
        found = [(field.name, str(field.type)) for field in self._file.schema_arrow]
        if found != [(column.name, _ARROW[column.kind]) for column in described]:
            self._fault = f"has the columns {', '.join(map(' '.join, found))}"
            return
        self._batches = self._file.iter_batches(_BLOCK)

    def fault(self, values: list[tuple[Any, ...]]) -> str:
        """Why the next rows are not `values`; empty when they are."""
        if self._fault:
            return self._fault
        try:
            while len(self._held) < len(values) and (batch := next(self._batches, None)) is not None:
                self._held += zip(*(column.to_pylist() for column in batch.columns), strict=True)
        except (OSError, ValueError) as error:  # what pyarrow raises on damaged pages
            return f"cannot be read: {error}"
        mine, self._held = self._held[: len(values)], self._held[len(values) :]
        if mine == values:
            return ""
        at = next((n for n, (a, b) in enumerate(zip(mine, values, strict=False)) if a != b), len(mine))
        return f"has {mine[at]!r} as a row" if at < len(mine) else "ends too early"

    def rest(self) -> bool:
        """True when it has more rows than were compared."""
        return bool(self._held) or any(batch.num_rows for batch in self._batches)
