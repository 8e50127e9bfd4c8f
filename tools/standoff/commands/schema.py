"""Write the published JSON Schemas, or validate files with them alone, as a downstream user would.

examples:
  standoff schema write                          schema/*.schema.json and schema/tables.md, from the code
  standoff schema write --check                  fails when they differ from the code
  standoff schema verify corpus/nbc-2021.json    with jsonschema and the published schema, nothing else
"""

from __future__ import annotations

import argparse
from pathlib import Path

from standoff.command import CLEAN, FOUND, Command, say
from standoff.corpus import open_corpus
from standoff.errors import DataError
from standoff.finding import pointer
from standoff.reporter import count, visible
from standoff.schema import kind_of, schema_files, violations
from standoff.store import ANY, read, write


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    actions = parser.add_subparsers(dest="action", required=True)
    writing = actions.add_parser("write", help="write schema/")
    writing.add_argument("--check", action="store_true", help="write nothing, say what differs")
    writing.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")
    verifying = actions.add_parser("verify", help="validate files with the published schema alone")
    verifying.add_argument("files", nargs="+", metavar="FILE")


def execute(options: argparse.Namespace) -> int:
    """One of the two."""
    return _write(options) if options.action == "write" else _verify([Path(name) for name in options.files])


def _write(options: argparse.Namespace) -> int:
    folder = open_corpus(options.root).root / "schema"
    stale = [name for name, raw in schema_files().items()
             if not (folder / name).is_file() or (folder / name).read_bytes() != raw]
    for name in stale:
        if options.check:
            say(f"schema/{name} differs from the code: run standoff schema write")
        else:
            write(folder / name, schema_files()[name], expected=ANY)
            say(f"wrote schema/{name}")
    if not stale:
        say(f"schema/: {count(len(schema_files()), 'file')} as the code says")
    return FOUND if stale and options.check else CLEAN


def _verify(files: list[Path]) -> int:
    found = 0
    for path in files:
        loaded = read(path)
        if loaded.value is None:
            raise DataError(loaded.problems[0].message, where=str(path), fix=loaded.problems[0].hint)
        kind = kind_of(loaded.value)
        for at, message in violations(loaded.value, kind):
            found += 1
            say(f"{path}: /{visible(pointer(at))}: {visible(message)}")
        say(f"{path}: valid against {kind}.schema.json" if not found else f"{path}: {count(found, 'violation')}")
    return FOUND if found else CLEAN


command = Command(arguments, execute)
