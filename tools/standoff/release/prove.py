"""The tables of a release hold together, and CSV, Parquet and SQLite hold the same rows as the canonical form.

The canonical form is read once, in blocks of columns: it must be what publish would write, have the right columns and
types, and stand in the order of its key. From the same blocks CSV is made again byte for byte, and Parquet and SQLite
must hold them value for value. Blocks are read in threads, ahead of their turn; memory holds a few of them, and the ids
that others refer to.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ..csvfile import csv_header
from ..errors import DataError
from ..rows import TABLES, Column, columns, key_of
from ..store import json_value
from .formats import Packed, Stored
from .manifest import MANIFEST, Manifest

_FIRST = ("documents", "facts", "entities", "works", "attributions", "claims", "citations")
"""Tables that others refer to, read first: then few references must wait for their target."""
_CHUNK = 1 << 20
"""Bytes of JSONL that are read at a time."""
_KINDS: dict[str, type] = {"text": str, "integer": int, "boolean": bool}
Progress = Callable[[str], None]


class _Read(NamedTuple):
    """A block of a table, read in a thread: its columns, and its lines as CSV where there is such a file."""

    raw: bytes
    block: Any
    csv: Any
    fault: DataError | None


@dataclass(slots=True)
class _Table:
    """One table while it is being read."""

    name: str
    rows: int = 0
    last: tuple[Any, ...] = ()
    csv: Any = field(default_factory=hashlib.sha256)
    ids: list[Any] = field(default_factory=list)
    references: dict[Column, list[Any]] = field(default_factory=dict)


@dataclass(slots=True)
class _Known:
    """Ids by table, and references (table, column, values) to tables that were not read yet."""

    ids: dict[str, list[Any]] = field(default_factory=dict)
    waiting: list[tuple[str, Column, list[Any]]] = field(default_factory=list)


def table_faults(folder: Path, manifest: Manifest, progress: Progress) -> Iterator[str]:
    """Every fault of the tables; after the first of one table its further rows are not looked at."""
    known = _Known()
    database = folder / f"{manifest.name}.sqlite"
    stored = Stored(database) if database.is_file() else None
    try:
        if stored is not None and (fault := stored.fault()):
            yield f"{database.name}: {fault}"
            return
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for name in dict.fromkeys((*_FIRST, *TABLES)):
                progress(name)
                yield from _one(folder, _Table(name), manifest, stored, known, pool)
    except sqlite3.DatabaseError as error:
        yield f"{database.name}: {error}"
    finally:
        if stored is not None:
            stored.close()


def _one(folder: Path, table: _Table, manifest: Manifest, stored: Stored | None, known: _Known,
         pool: ThreadPoolExecutor) -> Iterator[str]:
    name, csv = f"jsonl/{table.name}.jsonl", f"csv/{table.name}.csv"
    has_csv = csv in manifest.files
    table.csv.update(csv_header(table.name))
    formats: dict[str, Packed | Any] = {
        f"parquet/{table.name}.parquet": Packed(folder / f"parquet/{table.name}.parquet", table.name, manifest.version)}
    if stored is not None:
        formats[f"{manifest.name}.sqlite"] = stored.table(table.name)
    for read in _blocks(folder / name, table.name, has_csv, pool):
        if read.fault or (fault := _take(table, read.block)):
            yield f"{name}:{_place(table, read) if read.fault else fault}"
            return
        if has_csv:
            table.csv.update(read.csv)
        for path, held in list(formats.items()):
            if fault := held.fault(read.block):
                yield f"{path}: {fault}, which is not what {name} holds"
                del formats[path]
    yield from (f"{path}: {table.name} has rows that {name} does not have" for path, held in formats.items()
                if held.rest())
    if table.rows != manifest.tables[table.name]:
        yield f"{name}: {table.rows} rows, {MANIFEST} says {manifest.tables[table.name]}"
    if has_csv and table.csv.hexdigest() != manifest.files[csv][1]:
        yield f"{csv}: is not what {name} says"
    yield from _dangling(table, known)


def _blocks(path: Path, table: str, has_csv: bool, pool: ThreadPoolExecutor) -> Iterator[_Read]:
    """The blocks of a file in order, some of them read ahead."""
    ahead: deque[Future[_Read]] = deque()
    with path.open("rb") as file:
        while raw := file.read(_CHUNK):
            ahead.append(pool.submit(_read, table, raw + file.readline(), has_csv))
            if len(ahead) > 2 * (os.cpu_count() or 1):
                yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()


def _read(table: str, raw: bytes, has_csv: bool) -> _Read:
    from ..rows.columnar import as_csv, from_jsonl
    try:
        block = from_jsonl(table, raw)
        return _Read(raw, block, as_csv(block) if has_csv else None, None)
    except DataError as error:
        return _Read(raw, None, None, error)


def _place(table: _Table, read: _Read) -> str:
    """Line and reason of the first fault of a block that could not be read."""
    for number, line in enumerate(read.raw.splitlines(keepends=True), table.rows + 1):
        if fault := _read(table.name, line, False).fault:
            return f"{number}: {_odd_row(table.name, line) or fault.message}"
    return f"{table.rows + 1}: {read.fault.message if read.fault else ''}"


def _odd_row(table: str, line: bytes) -> str:
    """Why a line is no row of `table`; empty when only its form is wrong."""
    try:
        row = json_value(line)
    except DataError as error:
        return error.message
    names = [column.name for column in columns(table)]
    if not isinstance(row, dict) or set(row) != set(names):
        return f"expected exactly the keys {', '.join(names)}"
    return next((f"{column.name} is {row[column.name]!r}, expected {column.kind}" for column in columns(table)
                 if type(row[column.name]) is not _KINDS[column.kind]
                 and not (column.nullable and row[column.name] is None)), "")


def _take(table: _Table, block: Any) -> str:
    """Note the ids and references of the next block; the fault where its rows are not in the order of their key."""
    from ..rows.columnar import is_sorted, key_at, unique
    start = table.rows + 1
    first, last = key_at(table.name, block, 0), key_at(table.name, block, -1)
    if not is_sorted(table.name, block) or (table.last and table.last >= first):
        return (f"{start}-{start + block.num_rows - 1}: rows are not sorted by {', '.join(key_of(table.name))}, "
                "or a key stands twice")
    table.last, table.rows = last, table.rows + block.num_rows
    if len(key_of(table.name)) == 1:
        table.ids.append(block.column(key_of(table.name)[0]))
    for column in columns(table.name):
        if column.to:
            table.references.setdefault(column, []).append(unique(block.column(column.name)))
    return ""


def _dangling(table: _Table, known: _Known) -> Iterator[str]:
    """References that lead nowhere: those of this table, and of earlier ones, whose targets were all read by now."""
    from ..rows.columnar import missing
    known.ids[table.name] = table.ids
    known.waiting += ((table.name, column, values) for column, values in table.references.items())
    ready = [one for one in known.waiting if set(one[1].to) <= set(known.ids)]
    known.waiting = [one for one in known.waiting if not set(one[1].to) <= set(known.ids)]
    for name, column, values in ready:
        lost = missing(values, [ids for target in column.to for ids in known.ids[target]])
        if lost is not None:
            yield f"jsonl/{name}.jsonl: {column.name} {lost!r} is in none of: {', '.join(column.to)}"
