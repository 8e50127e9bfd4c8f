"""Prove a release: every byte, every row, every reference.

Everything is derived again from the canonical tables (jsonl/): CSV, Parquet and SQLite value for value, annotations,
card and descriptions byte for byte. Not derived, since a release does not hold what they are made of: quality.json
and site/, of which the digests are checked; changes.jsonl, which must fit the tables (what was added is there as told,
what was removed is not; what a row was before is taken as told); the shares in rights.jsonl, which may not be smaller
than what the quotes show. Who re-signs a whole release makes another one: compare its content_id with the one that was
announced, or prove the archive's attestation.

Exit codes: 0 it is what was published; 1 it is not, with every difference named; 2 it is no release.

example:
  standoff verify dist/alaska-talks-1.0.0
  standoff verify alaska-talks-1.0.0.zip
"""

from __future__ import annotations

import argparse
from pathlib import Path

from standoff.command import CLEAN, FOUND, Command, progress, say
from standoff.release.verify import verify
from standoff.reporter import count, visible


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("folder", metavar="DIR", help="folder of a release, or its .zip")
    parser.add_argument("--bytes", action="store_true",
                        help="names, sizes and digests only: fast, and no more than sha256sum can tell")


def execute(options: argparse.Namespace) -> int:
    """Verify one folder."""
    with progress("proving") as step:
        verdict = verify(Path(options.folder), step, deep=not options.bytes)
    manifest = verdict.manifest
    for fault in verdict.faults:
        say(f"✗ {visible(fault)}")
    for note in verdict.notes:
        say(f"! {visible(note)}")
    if verdict.faults:
        say(f"{options.folder} is not what was published: {count(len(verdict.faults), 'fault')}")
        return FOUND
    say(f"✓ {manifest.name} {manifest.version}: {count(verdict.files, 'file')}, {count(verdict.rows, 'row')}, "
        f"content_id {manifest.content_id}")
    return CLEAN


command = Command(arguments, execute)
