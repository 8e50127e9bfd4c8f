"""Proving a release: every byte is the one that was published, and the tables hold together."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..errors import DataError
from ..rows import TABLES, columns, key_of
from ..store import file_digest, read_lines
from .archive import archive_faults, archive_of, unpacked
from .manifest import MANIFEST, SUMS, Manifest, content_id, listing, read_manifest, read_sums

_KINDS = {"text": str, "integer": int, "boolean": bool}


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found: every fault, and what it looked at."""

    manifest: Manifest
    faults: tuple[str, ...]
    files: int
    rows: int


def verify(folder: Path, progress: Callable[[str], None] = lambda _: None) -> Verdict:
    """Prove the release at `folder`, and its .zip where that lies beside it; or the release inside a .zip.

    DataError when it is no release at all; else a Verdict with all faults.
    """
    folder = Path(folder)
    if folder.suffix == ".zip" and not folder.is_dir():
        with unpacked(folder) as inside:
            return verify(inside, progress)
    manifest = read_manifest(folder)
    faults = list(_bytes(folder, manifest, progress))
    if not faults:
        faults = [*_tables(folder, manifest, progress), *_views(folder, manifest, progress)]
    archive = archive_of(folder.resolve())
    if archive.exists():
        progress(archive.name)
        faults += [f"{archive.name}: {fault}" for fault in archive_faults(archive, folder.resolve())]
    return Verdict(manifest, tuple(faults), len(manifest.files) + 2, sum(manifest.tables.values()))


def _bytes(folder: Path, manifest: Manifest, progress: Callable[[str], None]) -> Iterator[str]:
    sums = read_sums(folder)
    present = set(listing(folder))
    expected = {*manifest.files, MANIFEST, SUMS}
    yield from (f"{name}: is missing" for name in sorted(expected - present))
    yield from (f"{name}: does not belong to this release" for name in sorted(present - expected))
    if {*sums, SUMS} != expected:
        yield f"{SUMS}: does not list the same files as {MANIFEST}"
    for name in sorted(expected & present - {SUMS}):
        progress(name)
        path = folder / name
        if path.is_symlink():
            yield f"{name}: is a link, not a file"
            continue
        found = file_digest(path)
        for source, wanted in ((SUMS, sums.get(name)), (MANIFEST, manifest.files.get(name, (0, found))[1])):
            if found != wanted:
                yield f"{name}: its SHA-256 is {found[:12]}…, {source} says {str(wanted)[:12]}…"
    if content_id({name: sha for name, (_, sha) in manifest.files.items()}) != manifest.content_id:
        yield f"{MANIFEST}: content_id does not follow from the files it lists"


def _tables(folder: Path, manifest: Manifest, progress: Callable[[str], None]) -> Iterator[str]:
    keys: dict[str, set[Any]] = {}
    references: list[tuple[str, str, tuple[str, ...], set[str]]] = []
    for table in TABLES:
        progress(table)
        described, key = columns(table), key_of(table)
        seen: list[tuple[Any, ...]] = []
        found: dict[str, set[str]] = {column.name: set() for column in described if column.to}
        for number, row in enumerate(read_lines(folder / f"jsonl/{table}.jsonl"), 1):
            fault = _row_fault(row, described)
            if fault:
                yield f"jsonl/{table}.jsonl:{number}: {fault}"
                break
            seen.append(tuple(row[name] for name in key))
            for name, values in found.items():
                if row[name] is not None:
                    values.add(row[name])
        if len(seen) != manifest.tables[table]:
            yield f"jsonl/{table}.jsonl: {len(seen)} rows, {MANIFEST} says {manifest.tables[table]}"
        if any(a >= b for a, b in pairwise(seen)):
            yield f"jsonl/{table}.jsonl: rows are not sorted by {', '.join(key)}, or a key stands twice"
        keys[table] = {k[0] for k in seen} if len(key) == 1 else set(seen)
        references += [(table, column.name, column.to, found[column.name]) for column in described if column.to]
    for table, name, targets, values in references:
        missing = values.difference(*(keys[target] for target in targets))
        if missing:
            yield f"jsonl/{table}.jsonl: {name} {sorted(missing)[0]!r} is in none of: {', '.join(targets)}"


def _row_fault(row: Any, described: tuple[Any, ...]) -> str:
    if not isinstance(row, dict) or set(row) != {column.name for column in described}:
        return f"expected exactly the keys {', '.join(column.name for column in described)}"
    for column in described:
        value = row[column.name]
        if value is None and not column.nullable:
            return f"{column.name} is null"
        if value is not None and type(value) is not _KINDS[column.kind]:
            return f"{column.name} is {value!r}, expected {column.kind}"
    return ""


def _views(folder: Path, manifest: Manifest, progress: Callable[[str], None]) -> Iterator[str]:
    """SQLite and Parquet must hold as many rows as the canonical form."""
    database = folder / f"{manifest.name}.sqlite"
    if database.is_file():
        progress(database.name)
        connection = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)
        try:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                yield f"{database.name}: fails SQLite's integrity_check"
            for table, count in manifest.tables.items():
                if connection.execute(f'SELECT count(*) FROM "{table}"').fetchone() != (count,):
                    yield f"{database.name}: {table} does not have {count} rows"
        except sqlite3.DatabaseError as error:
            yield f"{database.name}: {error}"
        finally:
            connection.close()


def require(folder: Path) -> Verdict:
    """As `verify`, but DataError with the faults when there are any."""
    verdict = verify(folder)
    if verdict.faults:
        raise DataError("is not what was published:\n  " + "\n  ".join(verdict.faults), where=str(folder))
    return verdict
