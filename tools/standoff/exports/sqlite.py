"""SQLite: the same tables with keys, and full-text search over claims."""

from __future__ import annotations

import sqlite3

from standoff.export import Export, Job, Stage
from standoff.rows import TABLES, columns, key_of
from standoff.rows.build import sequences

KINDS = {"text": "TEXT", "integer": "INTEGER", "boolean": "INTEGER"}
_HEADER_VERSION = slice(92, 100)
"""'version-valid-for' and 'SQLITE_VERSION_NUMBER' of the file header: they name the library that wrote the file."""


def create(connection: sqlite3.Connection) -> None:
    """Every table, and the full-text index over claims, without a row."""
    for name in TABLES:
        listed = ", ".join(f'"{c.name}" {KINDS[c.kind]}{"" if c.nullable else " NOT NULL"}' for c in columns(name))
        key = ", ".join(f'"{column}"' for column in key_of(name))
        connection.execute(f'CREATE TABLE "{name}" ({listed}, PRIMARY KEY ({key}))')
    connection.execute("CREATE VIRTUAL TABLE claims_text "
                       "USING fts5(statement, text, quote, content='claims', tokenize='unicode61')")


def run(job: Job) -> None:
    """<name>.sqlite: every table, and claims_text for `SELECT … WHERE claims_text MATCH 'sanctions'`."""
    connection = sqlite3.connect(":memory:")
    try:
        create(connection)
        for name, rows in job.rows.tables.items():
            marks = ", ".join("?" * len(columns(name)))
            connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', sequences(name, rows))
        connection.execute("INSERT INTO claims_text(claims_text) VALUES ('rebuild')")
        connection.commit()
        connection.execute("VACUUM")
        raw = bytearray(connection.serialize())
    finally:
        connection.close()
    raw[_HEADER_VERSION] = bytes(8)
    job.write(f"{job.stamp.name}.sqlite", bytes(raw))


export = Export(Stage.TABLE, run, "the same tables in one file, with full-text search (table claims_text)")
